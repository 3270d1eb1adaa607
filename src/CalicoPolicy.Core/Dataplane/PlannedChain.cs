using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>A chain of an endpoint.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Table">The table that it is in.</param>
/// <param name="IsIngress">The direction.</param>
/// <param name="Tiers">The tiers that have policies in the direction.</param>
/// <param name="HasTiers">Whether there are any in either direction.</param>
internal sealed record PlannedChain(EndpointChainKind Kind, PolicyTable Table, bool IsIngress, TierPlan[] Tiers, bool HasTiers)
{
    /// <summary>Which policies are in a chain of a kind.</summary>
    public static PolicyHook HookOf(EndpointChainKind kind) => kind switch
    {
        EndpointChainKind.Untracked => PolicyHook.Untracked,
        EndpointChainKind.PreDnat => PolicyHook.PreDnat,
        EndpointChainKind.Forward => PolicyHook.Forward,
        _ => PolicyHook.Normal,
    };

    /// <summary>The table of a kind.</summary>
    public static PolicyTable TableOf(EndpointChainKind kind) => kind switch
    {
        EndpointChainKind.Untracked => PolicyTable.Raw,
        EndpointChainKind.PreDnat or EndpointChainKind.HostMangle => PolicyTable.Mangle,
        _ => PolicyTable.Filter,
    };
}
