using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>
/// Numbers the endpoints' sets of labels. Selectors are matched against these classes, of which even a large cluster has few, and
/// not against pods.
/// </summary>
internal sealed class LabelClasses
{
    private readonly Dictionary<(LabelMap Own, string Parents), int> _numbers = [];
    private readonly List<EndpointLabels> _classes = [];
    private readonly Dictionary<string, LabelMap> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Name), LabelMap> _accounts = [];
    private readonly Dictionary<string, LabelMap> _profiles = new(StringComparer.Ordinal);
    private readonly bool _isComplete;
    private readonly SnapshotGap[] _gaps;

    public LabelClasses(IEnumerable<Resource> resources, bool isComplete, IEnumerable<SnapshotGap> gaps)
    {
        _isComplete = isComplete;
        _gaps = [.. gaps.Where(gap => gap.Kind is "Namespace" or "ServiceAccount" or "Profile")];
        foreach (var resource in resources)
        {
            switch (resource)
            {
                case Namespace ns:
                    _namespaces[ns.Name] = Inherited(ns.Labels, AutomaticLabels.NamespacePrefix, NamesOf(ns.Name));
                    break;
                case ServiceAccount account:
                    _accounts[(account.Namespace ?? "default", account.Name)] =
                        Inherited(account.Labels, AutomaticLabels.ServiceAccountPrefix, [new(AutomaticLabels.Name, account.Name)]);
                    break;
                case Profile profile:
                    _profiles[profile.Name] = profile.LabelsToApply;
                    break;
            }
        }
    }

    /// <summary>The labels of each class.</summary>
    public IReadOnlyList<EndpointLabels> All => _classes;

    /// <summary>The class of pods.</summary>
    public int OfPod(LabelMap labels, string ns, string account)
    {
        var own = labels.Without(IsReserved).With(
        [
            new(AutomaticLabels.Namespace, ns), new(AutomaticLabels.Orchestrator, "k8s"), new(AutomaticLabels.ServiceAccount, account),
        ]);
        return NumberOf(own, $"{ns}/{account}", () => new(own, [NamespaceOf(ns), AccountOf(ns, account)]) { Namespace = ns });
    }

    /// <summary>The class of a pod that does not exist yet, of which nothing is known but its namespace; null: one that does not exist either.</summary>
    public int OfAnyPod(string? ns)
    {
        // No namespace can have this name.
        var name = ns ?? "*";
        var own = LabelMap.Of([new(AutomaticLabels.Namespace, name), new(AutomaticLabels.Orchestrator, "k8s")]);
        var parent = ns is null ? (Inherited(LabelMap.None, AutomaticLabels.NamespacePrefix, NamesOf(name)), AutomaticLabels.NamespacePrefix) : NamespaceOf(ns);
        return NumberOf(own, $"///{name}", () => new(own, [parent]) { Namespace = name, MayHaveMore = true });
    }

    /// <summary>The class of a host's interface, which inherits the labels of its profiles.</summary>
    public int OfHost(LabelMap labels, IReadOnlyList<string> profiles) =>
        NumberOf(labels, $"//{string.Join('/', profiles)}", () => new(labels, [.. profiles.Select(ProfileOf)]));

    /// <summary>The labels of a network set.</summary>
    public EndpointLabels OfSet(LabelMap labels, string? ns)
    {
        if (ns is null) return new(labels, []);
        return new(labels.With([new(AutomaticLabels.Namespace, ns)]), [NamespaceOf(ns)]) { Namespace = ns };
    }

    private static bool IsReserved(string key) => key.StartsWith(AutomaticLabels.NamespacePrefix, StringComparison.Ordinal)
        || key.StartsWith(AutomaticLabels.ServiceAccountPrefix, StringComparison.Ordinal);

    private static LabelMap Inherited(LabelMap labels, string prefix, IEnumerable<KeyValuePair<string, string>> automatic) =>
        LabelMap.Of(labels.Concat(automatic).Select(label => KeyValuePair.Create(prefix + label.Key, label.Value)));

    // Kubernetes' API puts its own name label on every namespace, whatever a manifest says.
    private static KeyValuePair<string, string>[] NamesOf(string ns) => [new(AutomaticLabels.Name, ns), new(AutomaticLabels.MetadataName, ns)];

    /// <summary>What a profile hands on; one that is not in the snapshot may hand on anything, but for the one of automatic host endpoints.</summary>
    private (LabelMap Known, string? UnknownPrefix) ProfileOf(string name)
    {
        if (_profiles.TryGetValue(name, out var known)) return (known, null);
        if (name.StartsWith("kns.", StringComparison.Ordinal)) return NamespaceOf(name["kns.".Length..]);
        if (name.StartsWith("ksa.", StringComparison.Ordinal) && name.Split('.', 3) is [_, var ns, var account]) return AccountOf(ns, account);
        return (LabelMap.None, IsWhole("Profile", null) || name == "projectcalico-default-allow" ? null : string.Empty);
    }

    private (LabelMap Known, string? UnknownPrefix) NamespaceOf(string ns) => _namespaces.TryGetValue(ns, out var known)
        ? (known, null)
        : (Inherited(LabelMap.None, AutomaticLabels.NamespacePrefix, NamesOf(ns)), IsWhole("Namespace", ns) ? null : AutomaticLabels.NamespacePrefix);

    private (LabelMap Known, string? UnknownPrefix) AccountOf(string ns, string account) => _accounts.TryGetValue((ns, account), out var known)
        ? (known, null)
        : (Inherited(LabelMap.None, AutomaticLabels.ServiceAccountPrefix, [new(AutomaticLabels.Name, account)]), IsWhole("ServiceAccount", ns) ? null : AutomaticLabels.ServiceAccountPrefix);

    /// <summary>Whether what is not there of a kind, in a namespace where it has one, does not exist.</summary>
    private bool IsWhole(string kind, string? ns) => _isComplete && !Array.Exists(_gaps, gap => gap.Kind == kind && (ns is null || gap.Covers(ns)));

    private int NumberOf(LabelMap own, string parents, Func<EndpointLabels> make)
    {
        if (_numbers.TryGetValue((own, parents), out var number)) return number;
        number = _classes.Count;
        _numbers.Add((own, parents), number);
        _classes.Add(make());
        return number;
    }
}
