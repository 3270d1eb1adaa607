using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>What one side of a flow says, and what decided it: a rule, the end of a tier, a profile, or nothing of policy.</summary>
internal sealed record PlainSide(PolicyAction Action, string Decider, Resource? Policy)
{
    /// <summary>No endpoint, no policy.</summary>
    public static PlainSide Nobody { get; } = new(PolicyAction.Allow, "nobody", null);

    /// <summary>A host reaches its own pods.</summary>
    public static PlainSide OfHost { get; } = new(PolicyAction.Allow, "own host", null);

    /// <summary>Ports that stay open.</summary>
    public static PlainSide OfFailsafe { get; } = new(PolicyAction.Allow, "failsafe", null);

    /// <summary>A pod to its own host.</summary>
    public static PlainSide OfHostAction(bool accepts) => new(accepts ? PolicyAction.Allow : PolicyAction.Deny, "host action", null);

    /// <summary>Whether a rule of a policy decided.</summary>
    public bool IsByRule => Policy is not null && Decider.Contains(" spec.", StringComparison.Ordinal);

    /// <summary>Whether a host endpoint on the way decided.</summary>
    public bool IsOnTheWay => Decider.Contains(" on the way ", StringComparison.Ordinal);

    public bool Allows => Action == PolicyAction.Allow;

    /// <summary>The same, said by a host endpoint on the way.</summary>
    public PlainSide At(Party host) => this with { Decider = $"{Decider} on the way through host endpoint {host.Resource!.Name}" };

    public static PlainSide OfRule(string tier, Resource policy, string path, PolicyAction action) => new(action, $"{action} by {policy} {path[2..]} in tier {tier}", policy);

    public static PlainSide OfTierEnd(string tier, Resource last) => new(PolicyAction.Deny, $"Deny at the end of tier {tier} because of {last}", last);

    public static PlainSide OfProfile(string? name, PolicyAction action) => new(action, $"{action} by {(name is null ? "the end of the profiles" : $"profile {name}")}", null);
}
