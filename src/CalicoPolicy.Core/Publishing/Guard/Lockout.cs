using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>A flow that keeps the cluster alive and that a publication would cut, or that something else is to be said of.</summary>
public sealed record Lockout
{
    /// <summary>The word that allows it: the family, with <c>/namespace</c> behind it where the endpoints of one namespace are hit, e.g. <c>dns/shop</c>.</summary>
    public string Id => Namespaces.Count == 1 ? $"{Family}/{Namespaces[0]}" : Family;

    /// <summary>The family of flows, e.g. <c>dns</c>; of the operator's own list <c>own:NAME</c>.</summary>
    public required string Family { get; init; }

    /// <summary>What there is to say of it.</summary>
    public required LockoutCause Cause { get; init; }

    /// <summary>Who cannot reach whom, and on what.</summary>
    public required string Flow { get; init; }

    /// <summary>How many endpoints are hit: pods, or hosts.</summary>
    public long EndpointCount { get; init; }

    /// <summary>Some of them by name, ten at most.</summary>
    public IReadOnlyList<string> Endpoints { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Their namespaces, in order; none where they are hosts.</summary>
    public IReadOnlyList<string> Namespaces { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What becomes of the flow today.</summary>
    public Verdict Before { get; init; }

    /// <summary>What will become of it.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>The tier that decides then; null where it is not certain, or no tier does.</summary>
    public string? Tier { get; init; }

    /// <summary>The policy that decides then, at the end of a tier the last one that selects the endpoint; null like the tier.</summary>
    public string? Policy { get; init; }

    /// <summary>The rule's place in the policy, e.g. <c>egress[0]</c>; null at the end of a tier.</summary>
    public string? Rule { get; init; }

    /// <summary>The file of the rule, of the policy at the end of a tier, or of the host endpoint where none decides; null where it was not read from a file.</summary>
    public string? File { get; init; }

    /// <summary>The line there, from 1; null like the file.</summary>
    public int? Line { get; init; }

    /// <summary>Why, in words: what decides then, and what let the flow through before; of what is uncertain, what is not known.</summary>
    public required string Reason { get; init; }

    /// <summary>What to add or to change so that the flow gets through.</summary>
    public required string Fix { get; init; }

    /// <summary>Whether the user allows it by its word.</summary>
    public bool IsAllowed { get; init; }

    /// <summary>Whether the publication is to be refused because of it.</summary>
    public bool Refuses => !IsAllowed && (Cause is LockoutCause.Cut or LockoutCause.Uncertain);

    /// <summary>The word, the flow and what becomes of it, on one line.</summary>
    public override string ToString() => $"{Id}: {Flow}: {Cause}";
}
