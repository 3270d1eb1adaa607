using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Which endpoints of a snapshot some policy for them lets ask for names, by classes of labels: one in force, or for a staged policy a
/// staged one too. Made in O(policies x classes).
/// </summary>
internal sealed class DnsReach
{
    private readonly Inventory _inventory;
    private readonly Protocols[] _enforced;
    private readonly Protocols[] _staged;

    private DnsReach(Inventory inventory, CancellationToken cancellationToken)
    {
        _inventory = inventory;
        (_enforced, _staged) = (new Protocols[inventory.Counts.Count], new Protocols[inventory.Counts.Count]);
        foreach (var tier in inventory.Tiers)
        {
            foreach (var policy in tier.Policies)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (policy is { HasEgress: true, IsUntracked: false, IsPreDnat: false } && ProtocolsOf(policy) is not Protocols.None and var allowed) Add(policy, allowed);
            }
        }
    }

    [Flags]
    private enum Protocols
    {
        None = 0,
        Udp = 1,
        Tcp = 2,
    }

    /// <summary>The reach of a run's endpoints.</summary>
    public static DnsReach Of(RuleContext context, Inventory inventory) => context.Shared(made => new DnsReach(inventory, made.CancellationToken));

    /// <summary>The endpoints that a policy selects and nothing lets ask over UDP, and over TCP.</summary>
    public (EndpointCount WithoutUdp, EndpointCount WithoutTcp) Missing(CompiledPolicy policy)
    {
        var (udp, tcp) = (EndpointCount.None, EndpointCount.None);
        foreach (var index in _inventory.PickedBy(policy.Selector))
        {
            var allowed = policy.Source is IStagedPolicy ? _enforced[index] | _staged[index] : _enforced[index];
            if (!allowed.HasFlag(Protocols.Udp)) udp += _inventory.Counts[index];
            if (!allowed.HasFlag(Protocols.Tcp)) tcp += _inventory.Counts[index];
        }

        return (udp, tcp);
    }

    private static Protocols ProtocolsOf(CompiledPolicy policy)
    {
        var allowed = Protocols.None;
        foreach (var rule in policy.Egress)
        {
            if (!DnsAllows.MayAllowDns(rule.Rule)) continue;
            if (rule.Rule.Protocol is null or { IanaNumber: 17 }) allowed |= Protocols.Udp;
            if (rule.Rule.Protocol is null or { IanaNumber: 6 }) allowed |= Protocols.Tcp;
        }

        return allowed;
    }

    private void Add(CompiledPolicy policy, Protocols allowed)
    {
        var reach = policy.Source is IStagedPolicy ? _staged : _enforced;
        foreach (var index in policy.Selector?.PickedClasses ?? Enumerable.Range(0, reach.Length)) reach[index] |= allowed;
    }
}
