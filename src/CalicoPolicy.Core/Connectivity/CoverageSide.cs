using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>What policies make of an endpoint's traffic in one direction.</summary>
public sealed record CoverageSide
{
    /// <summary>No policy: everything gets through.</summary>
    internal static CoverageSide Open { get; } = new() { Protected = PolicyProtection.No, Default = Verdict.Allow, Internet = Truth.Yes, OtherNamespaces = Truth.Yes, Anyone = TrafficSet.All };

    /// <summary>Nothing is known.</summary>
    internal static CoverageSide Unknown { get; } = new() { Protected = PolicyProtection.Uncertain, Default = Verdict.Uncertain, Internet = Truth.Maybe, OtherNamespaces = Truth.Maybe, Anyone = TrafficSet.None };

    /// <summary>Whether a policy governs it.</summary>
    public required PolicyProtection Protected { get; init; }

    /// <summary>The policies in force that govern it, in the order of evaluation.</summary>
    public IReadOnlyList<Resource> Policies { get; init => field = ValueList.Of(value); } = ValueList<Resource>.None;

    /// <summary>Policies in force of which it is not known whether they govern it.</summary>
    public IReadOnlyList<Resource> PossiblePolicies { get; init => field = ValueList.Of(value); } = ValueList<Resource>.None;

    /// <summary>Staged policies that would govern it.</summary>
    public IReadOnlyList<Resource> StagedPolicies { get; init => field = ValueList.Of(value); } = ValueList<Resource>.None;

    /// <summary>The tiers of the policies in force that govern it, in the order of evaluation.</summary>
    public IReadOnlyList<string> Tiers { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What becomes of traffic that no rule with criteria decides: rules without, the ends of the tiers and the profiles say. Deny is a default deny.</summary>
    public required Verdict Default { get; init; }

    /// <summary>
    /// Whether it is open to the internet: by an Allow for anyone, for a public address block without a selector, or for a selector
    /// that picks a network set with a public address; or by default.
    /// </summary>
    public required Truth Internet { get; init; }

    /// <summary>
    /// Whether it is open to other namespaces: by an Allow for anyone, with a namespaceSelector, or of a global policy by a selector
    /// that names no namespace; or by default.
    /// </summary>
    public required Truth OtherNamespaces { get; init; }

    /// <summary>
    /// The traffic that surely gets through, in one address family at least, whoever is at the other end: any pod, and any address
    /// outside but for those few that policies and network sets name.
    /// </summary>
    public required TrafficSet Anyone { get; init; }

    /// <summary>Why it is not known whether a policy governs it; empty where it is.</summary>
    public string Reason { get; init; } = string.Empty;
}
