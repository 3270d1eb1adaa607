using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Authoring;

/// <summary>
/// The template of a deny list: a global policy that denies what sets with some labels hold, and leaves all other traffic to the
/// policies after it. Nothing in a namespace can get on the list by its labels.
/// </summary>
/// <remarks>
/// Where only Deny rules select an endpoint, the end of the tier denies all the rest (calico-policy.md 2.2). So the tier has to pass, or
/// the policy has to; that leaves the tier, and with it the policies of the tier that come after. The end of a tier never denies
/// before connections are tracked or addresses translated (felix/calc/event_sequencer.go, tierInfoToProtoTierInfo).
/// </remarks>
public sealed record DenyList
{
    /// <summary>The tier where none is given.</summary>
    public const string DefaultTier = "deny-list";

    /// <summary>The order of that tier: after quarantine, before the operator's own tier and all others, so that no Allow comes first.</summary>
    public const double DefaultTierOrder = 20;

    /// <summary>The name, with or without the tier before it.</summary>
    public required string Name { get; init; }

    /// <summary>The policy's tier.</summary>
    public string Tier { get; init; } = DefaultTier;

    /// <summary>The place in the tier, lower first.</summary>
    public double? Order { get; init; } = 0;

    /// <summary>Selects the sets whose addresses are denied.</summary>
    public required string Selector { get; init; }

    /// <summary>Selects the endpoints that are guarded, by their labels; null: all pods, or all host endpoints.</summary>
    public string? EndpointSelector { get; init; }

    /// <summary>The directions; <see cref="DenyListForm.PreDnat"/> knows ingress only.</summary>
    public IReadOnlyList<PolicyType> Directions { get; init => field = ValueList.Of(value); } = [PolicyType.Ingress, PolicyType.Egress];

    /// <summary>Where it stands.</summary>
    public DenyListForm Form { get; init; }

    /// <summary>Whether the tier is made as well, with the default action Pass.</summary>
    public bool MakesTier { get; init; }

    /// <summary>Whether the policy ends with Pass.</summary>
    public bool EndsWithPass { get; init; }

    /// <summary>The policy's name: it begins with its tier, which versions up to Open Source 3.31 demand and later ones take (decision 13).</summary>
    public string PolicyName => Tier == TieredPolicy.DefaultTier || Name.StartsWith(Tier + ".", StringComparison.Ordinal) ? Name : $"{Tier}.{Name}";

    /// <summary>Makes the policy, after its tier where that is wanted.</summary>
    /// <exception cref="SelectorParseException">A selector is none.</exception>
    public IReadOnlyList<Resource> ToResources()
    {
        var policy = ToPolicy();
        return MakesTier ? [new Tier { Metadata = new() { Name = Tier }, Order = DefaultTierOrder, DefaultAction = PolicyAction.Pass }, policy] : [policy];
    }

    /// <summary>Makes the policy alone.</summary>
    /// <exception cref="SelectorParseException">A selector is none.</exception>
    public GlobalNetworkPolicy ToPolicy()
    {
        var peer = new PolicyPeer { Selector = Guarded(Selectors.Selector.Parse(Selector)) };
        var pass = EndsWithPass ? (PolicyRule[])[new() { Action = PolicyAction.Pass }] : [];
        return new()
        {
            Metadata = new() { Name = PolicyName },
            Tier = Tier,
            Order = Order,
            Selector = EndpointSelector,

            // Pods, and never host endpoints, which are in no namespace (calico-dataplane.md 1.6).
            NamespaceSelector = Form == DenyListForm.Pods ? "all()" : null,
            DeclaredTypes = Directions,
            DoNotTrack = Form == DenyListForm.Untracked ? true : null,
            PreDnat = Form == DenyListForm.PreDnat ? true : null,
            ApplyOnForward = Form == DenyListForm.Pods ? null : true,
            Ingress = Directions.Contains(PolicyType.Ingress) ? [new() { Action = PolicyAction.Deny, Source = peer }, .. pass] : [],
            Egress = Directions.Contains(PolicyType.Egress) ? [new() { Action = PolicyAction.Deny, Destination = peer }, .. pass] : [],
        };
    }

    /// <summary>The selector, which nothing in a namespace matches.</summary>
    private static string Guarded(Selector sets) => new Selector(new AndNode(sets.Root, new HasNode(AutomaticLabels.Namespace))).IsSatisfiable
        ? new AndNode(sets.Root, new NotNode(new HasNode(AutomaticLabels.Namespace))).ToReadable()
        : sets.Text;
}
