using System.Globalization;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Audit;

/// <summary>The audit modes of one cluster.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="snapshot">What is known of its nodes and of Felix.</param>
/// <param name="configurations">The configurations with all that the server gave, managed fields among it.</param>
internal sealed class AuditModeStates(string cluster, PolicySnapshot snapshot, IEnumerable<FelixConfiguration> configurations)
{
    private readonly Dictionary<string, FelixConfiguration> _configurations = configurations.ToDictionary(felix => felix.Name, StringComparer.Ordinal);

    /// <summary>The mode of the cluster, and of each node that has another one, or one of its own.</summary>
    public IEnumerable<AuditModeState> All()
    {
        var whole = Whole();
        yield return whole;
        var named = _configurations.Values.Where(felix => Names(felix) && felix.Name.StartsWith(FelixConfiguration.NodePrefix, StringComparison.Ordinal))
            .Select(felix => felix.Name[FelixConfiguration.NodePrefix.Length..]);
        var nodes = snapshot.Resources.OfType<Node>().Select(node => node.Name).Concat(named).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            var state = Of(node);
            if (state.Mode != whole.Mode || state.Source != whole.Source) yield return state;
        }
    }

    /// <summary>The mode of a node.</summary>
    public AuditModeState Of(string node)
    {
        var (value, isSure) = snapshot.Felix.DropActionOf(node);
        var own = FelixConfiguration.NodePrefix + node;
        return Make(node, value, isSure, Names(_configurations.GetValueOrDefault(own)) ? own : FelixConfiguration.DefaultName);
    }

    private AuditModeState Whole()
    {
        // What only some nodes are told does not make the cluster's uncertain.
        var isRead = !snapshot.IsMissing("FelixConfiguration");
        return Make(null, _configurations.GetValueOrDefault(FelixConfiguration.DefaultName)?.DropActionOverride, isRead, FelixConfiguration.DefaultName);
    }

    private AuditModeState Make(string? node, string? value, bool isSure, string source)
    {
        var state = new AuditModeState { Cluster = cluster, Node = node };
        if (!isSure)
        {
            return state with
            {
                Reason = snapshot.Gaps.FirstOrDefault(gap => gap.Kind == "FelixConfiguration")?.ToString()
                    ?? $"A FelixConfiguration with a nodeSelector may tell it otherwise: {string.Join(", ", _configurations.Values.Where(felix => Names(felix) && !string.IsNullOrEmpty(felix.NodeSelector)).Select(felix => felix.Name))}.",
            };
        }

        if (AuditModes.Read(value) is not { } mode) return state with { Reason = $"FelixConfiguration {source} says '{value}', which is no mode." };
        if (!Names(_configurations.GetValueOrDefault(source))) return state with { Mode = AuditMode.Drop };
        var (since, manager) = Writer(_configurations[source]);
        return state with { Mode = mode == AuditMode.Unset ? AuditMode.Drop : mode, Source = source, Since = since, Manager = manager };
    }

    private static bool Names(FelixConfiguration? felix) => !string.IsNullOrEmpty(felix?.DropActionOverride);

    /// <summary>Who wrote the field last, by the managed fields.</summary>
    private static (DateTimeOffset? Since, string? Manager) Writer(FelixConfiguration felix)
    {
        if (felix.Metadata.UnknownFields.FirstOrDefault(field => field.Name == "managedFields")?.Value is not TreeSequence entries) return (null, null);
        foreach (var entry in entries.Items.OfType<TreeMapping>())
        {
            if (Trees.Mapping(entry, "fieldsV1", "f:spec")?["f:" + AuditModes.Field] is null) continue;
            var isTime = DateTimeOffset.TryParse(Trees.Text(entry["time"]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
            return (isTime ? time : null, Trees.Text(entry["manager"]));
        }

        return (null, null);
    }
}
