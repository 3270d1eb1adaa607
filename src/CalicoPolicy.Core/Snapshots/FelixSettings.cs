using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>
/// What Felix is told on each node, as far as it is known (felix/config, config_params.go): its environment counts before the
/// configuration of the node, that before one that selects the node, that before the one for all nodes.
/// </summary>
internal sealed class FelixSettings
{
    private readonly Dictionary<string, FelixConfiguration> _named = new(StringComparer.Ordinal);
    private readonly List<(Selector? Selector, FelixConfiguration Felix)> _selecting = [];
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly HostAction _environment;
    private readonly bool _hasGap;
    private readonly bool _isComplete;

    public FelixSettings(PolicySnapshot snapshot)
    {
        foreach (var resource in snapshot.Resources)
        {
            switch (resource)
            {
                case FelixConfiguration felix when felix.Name == FelixConfiguration.DefaultName || felix.Name.StartsWith(FelixConfiguration.NodePrefix, StringComparison.Ordinal):
                    _named[felix.Name] = felix;
                    break;
                case FelixConfiguration { NodeSelector.Length: > 0 } felix:
                    _selecting.Add((Selector.TryParse(felix.NodeSelector, out var selector, out _) ? selector : null, felix));
                    break;
                case Node node:
                    _nodes[node.Name] = node;
                    break;
            }
        }

        _hasGap = snapshot.IsMissing("FelixConfiguration");
        _isComplete = snapshot.IsComplete && !_hasGap;
        _environment = EnvironmentOf(snapshot.Resources);
    }

    /// <summary>What becomes of traffic of a workload to its own host; <see cref="HostAction.Unknown"/> where that is not known.</summary>
    /// <param name="node">The node; null where it is not known.</param>
    public HostAction HostActionOf(string? node)
    {
        if (_environment != HostAction.Unset) return _environment;
        var (value, isSure) = Find(node, felix => string.IsNullOrEmpty(felix.DefaultEndpointToHostAction) ? null : felix.DefaultEndpointToHostAction.ToUpperInvariant(), "DROP", _isComplete);
        return isSure ? HostActions.Read(value) : HostAction.Unknown;
    }

    /// <summary>What becomes of denied traffic, as configurations say it; empty where none does. What Felix's environment says is not kept.</summary>
    /// <returns>The value, and whether nothing that is not known could change it.</returns>
    public (string Value, bool IsSure) DropActionOf(string? node) =>
        Find(node, felix => string.IsNullOrEmpty(felix.DropActionOverride) ? null : felix.DropActionOverride, string.Empty, !_hasGap);

    /// <summary>The ports of a host that stay open whatever policy says; null where they are not known, <see cref="ValueList{T}.None"/> for those of an unchanged Felix.</summary>
    public ValueList<ProtoPort>? FailsafePortsOf(string? node, bool isInbound)
    {
        var (value, isSure) = Find(
            node,
            felix => ValueList.Of(isInbound ? felix.FailsafeInboundHostPorts : felix.FailsafeOutboundHostPorts) is { IsDeclared: true } ports ? ports : null,
            ValueList<ProtoPort>.None,
            !_hasGap);
        return isSure ? value : null;
    }

    /// <summary>The environment of calico-node: as its DaemonSet says, else as the operator always sets it; unknown where neither is there.</summary>
    private static HostAction EnvironmentOf(IReadOnlyList<Resource> resources)
    {
        HostAction? found = null;
        foreach (var action in resources.OfType<DaemonSet>().Select(agents => agents.Template.HostAction).OfType<HostAction>())
        {
            if (found is not null && found != action) return HostAction.Unknown;
            found = action;
        }

        return found ?? (resources.Any(resource => resource is Installation) ? HostAction.Accept : HostAction.Unknown);
    }

    /// <summary>A setting, and whether nothing that is not known could change it.</summary>
    private (T Value, bool IsSure) Find<T>(string? node, Func<FelixConfiguration, T?> get, T builtIn, bool isWhole)
        where T : class
    {
        if (node is not null && _named.TryGetValue(FelixConfiguration.NodePrefix + node, out var felix) && get(felix) is { } own) return (own, true);
        var value = (_named.TryGetValue(FelixConfiguration.DefaultName, out felix) ? get(felix) : null) ?? builtIn;

        // Which of several that select a node counts their age decides, and older Felixes know none.
        var isSure = isWhole && !_selecting.Exists(other => Differs(get(other.Felix), value, ReferenceEquals(value, builtIn)) && MaySelect(other.Selector, node));
        if (node is null) isSure &= !_named.Any(other => other.Key != FelixConfiguration.DefaultName && Differs(get(other.Value), value, ReferenceEquals(value, builtIn)));
        return (value, isSure);
    }

    // Of ports, none at all and those of an unchanged Felix look alike.
    private static bool Differs<T>(T? one, T other, bool isBuiltIn)
        where T : class => one is not null && (isBuiltIn ? !(one is string && one.Equals(other)) : !one.Equals(other));

    private bool MaySelect(Selector? selector, string? node)
    {
        if (selector is null) return false;
        return node is null || !_nodes.TryGetValue(node, out var known) || selector.Matches(known.Labels);
    }
}
