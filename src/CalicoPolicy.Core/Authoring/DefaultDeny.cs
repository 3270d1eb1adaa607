using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Authoring;

/// <summary>
/// The template of a default deny: a policy of both directions without rules, but for DNS, in the default tier and after all other
/// policies of it, so that what nothing allows is denied at the tier's end.
/// </summary>
public sealed record DefaultDeny
{
    /// <summary>The name where none is given.</summary>
    public const string DefaultName = "default-deny";

    // Without them the cluster, Calico itself or the pods that could mend it would be cut off (decision 19).
    private static readonly string[] SystemNamespaces = ["kube-system", "kube-public", "calico-system", "calico-apiserver", "tigera-*", "openshift-*"];

    /// <summary>The namespaceSelector that leaves out the namespaces of the system, and host endpoints.</summary>
    internal static string SystemExclusion => NamespaceSelector([]);

    /// <summary>The policy's name.</summary>
    public string Name { get; init; } = DefaultName;

    /// <summary>The namespace whose pods are selected; null: all pods but those of excluded namespaces.</summary>
    public string? Namespace { get; init; }

    /// <summary>Namespaces to leave out besides those of the system; where there is a <see cref="Namespace"/> they count for nothing.</summary>
    public IReadOnlyList<NamespacePattern> ExcludedNamespaces { get; init => field = ValueList.Of(value); } = ValueList<NamespacePattern>.None;

    /// <summary>Where names are asked for.</summary>
    public DnsMode DnsMode { get; init; }

    /// <summary>The addresses of the cluster's DNS service; for NodeLocal DNSCache only.</summary>
    public IReadOnlyList<string> DnsAddresses { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>
    /// The service that answers for names, where its pods are not those of the mode KubeDns: its rule names it, and the ports come with
    /// it. Null: as the mode says.
    /// </summary>
    public ServiceMatch? DnsService { get; init; }

    /// <summary>Whether to make the enforced kind instead of the staged one.</summary>
    public bool IsEnforced { get; init; }

    /// <summary>The place in the tier; null: last.</summary>
    public double? Order { get; init; }

    /// <summary>Makes the policy.</summary>
    /// <exception cref="FormatException">A DNS address is none.</exception>
    public TieredPolicy ToPolicy() => Kind() with
    {
        Metadata = new() { Name = Name, Namespace = Namespace },
        Tier = TieredPolicy.DefaultTier,
        Order = Order,
        DeclaredTypes = [PolicyType.Ingress, PolicyType.Egress],
        Egress = DnsService is null ? DnsAllow.Rules(DnsMode, DnsAddresses) : DnsAllow.Rules(DnsService),
    };

    private TieredPolicy Kind()
    {
        if (Namespace is not null) return Namespaced() with { Selector = "all()" };
        return Global() with { NamespaceSelector = NamespaceSelector(ExcludedNamespaces) };
    }

    private TieredPolicy Namespaced() => IsEnforced ? new NetworkPolicy() : new StagedNetworkPolicy();

    private GlobalPolicy Global() => IsEnforced ? new GlobalNetworkPolicy() : new StagedGlobalNetworkPolicy();

    // Conditions that only exclude hold for what has no namespace as well, and so would select host endpoints (calico-policy.md 2.5).
    private static string NamespaceSelector(IEnumerable<NamespacePattern> excluded)
    {
        var patterns = SystemNamespaces.Select(Pattern).Concat(excluded).Distinct().ToList();
        SelectorNode[] conditions =
        [
            new HasNode(AutomaticLabels.Name),
            new LabelSetNode(AutomaticLabels.Name, LabelOperator.NotIn, patterns.Where(pattern => pattern.IsWhole).Select(pattern => pattern.Name)),
            .. patterns.Where(pattern => !pattern.IsWhole).Select(pattern => new NotNode(pattern.ToNode())),
        ];
        return new AndNode(conditions).ToReadable();
    }

    private static NamespacePattern Pattern(string text) =>
        NamespacePattern.TryParse(text, out var pattern) ? pattern : throw new FormatException(text);
}
