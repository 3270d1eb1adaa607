namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// The chain of an endpoint in one direction and IP family: how many rules it has, and how many a packet meets in it and in all that it
/// jumps to (calico-dataplane.md 4.3; felix/rules/endpoints.go, endpointIptablesChain). Limits of a pod's rates and connections are not
/// in it: a snapshot does not keep them.
/// </summary>
/// <param name="Rules">Its rules.</param>
/// <param name="Worst">The most rules that the first packet of a flow may be compared with.</param>
internal readonly record struct EndpointChain(int Rules, int Worst)
{
    private const int Failsafes = 9;

    /// <summary>The chain.</summary>
    /// <param name="kind">What it is for.</param>
    /// <param name="isIngress">The direction.</param>
    /// <param name="isIPv6">The family.</param>
    /// <param name="tiers">The tiers that have policies in the direction.</param>
    /// <param name="hasTiers">Whether there are any in either direction; matters for what goes through a host.</param>
    /// <param name="profiles">The chains of its profiles.</param>
    /// <param name="logsFlows">Whether flow logs are on.</param>
    public static EndpointChain Of(
        EndpointChainKind kind, bool isIngress, bool isIPv6, IReadOnlyList<TierPlan> tiers, bool hasTiers, IReadOnlyList<ChainShape> profiles, bool logsFlows)
    {
        var log = logsFlows ? 1 : 0;
        var perJump = kind == EndpointChainKind.Untracked ? 3 : 2;
        var rules = Start(kind, isIngress);
        var walk = new EndpointWalk(rules + (HasFailsafes(kind) ? Failsafes : 0), perJump);
        foreach (var tier in tiers)
        {
            var end = kind is EndpointChainKind.PreDnat or EndpointChainKind.Untracked ? 0 : log + (tier is { HasEnforced: true, Denies: true } ? 1 : 0);
            rules += 1 + (perJump * tier.Groups.Count(group => group.Enforced.Length > 0)) + end;
            walk.Tier(tier, end, isDrop: end > log, isIngress, isIPv6);
        }

        if (kind == EndpointChainKind.Forward && !hasTiers)
        {
            rules += 2;
            walk.GoOn(2);
        }

        if (kind is EndpointChainKind.Workload or EndpointChainKind.Host or EndpointChainKind.HostMangle)
        {
            rules += (2 * profiles.Count) + log + 1;
            walk.Profiles(profiles, log + 1);
        }

        return new(rules, walk.Longest);
    }

    /// <summary>Answers of connections, clearing the marks, and for a pod's packets those of tunnels.</summary>
    private static int Start(EndpointChainKind kind, bool isIngress)
    {
        var connections = kind switch
        {
            EndpointChainKind.Untracked => 0,
            EndpointChainKind.HostMangle => 3,
            _ => 2,
        };
        var tunnels = kind == EndpointChainKind.Workload && !isIngress ? 2 : 0;
        return connections + (HasFailsafes(kind) ? 1 : 0) + 1 + tunnels;
    }

    private static bool HasFailsafes(EndpointChainKind kind) => kind is not (EndpointChainKind.Workload or EndpointChainKind.Forward);
}
