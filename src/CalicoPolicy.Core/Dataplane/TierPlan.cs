namespace CalicoPolicy.Core.Dataplane;

/// <summary>A tier of an endpoint in one direction.</summary>
/// <param name="Denies">Whether its default action is anything but Pass.</param>
/// <param name="Groups">Its groups of policies, in order; at least one.</param>
internal sealed record TierPlan(bool Denies, PolicyGroup[] Groups)
{
    /// <summary>Whether any policy of it is in force; else its end passes.</summary>
    public bool HasEnforced { get; } = Array.Exists(Groups, group => group.Enforced.Length > 0);
}
