using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// What becomes of a packet of a workload to its own host, besides the workload's egress policies (felix/rules/static.go,
/// filterInputChain and filterWorkloadToHostChain): policies of the host have no say, what Felix is told has (decision 6).
/// </summary>
internal static class HostRules
{
    private const int IpInIp = 4;
    private const int Udp = 17;
    private const int IcmpV6 = 58;
    private const int Vxlan = 4789;

    /// <summary>The outcomes on one side; <see cref="Outcomes.GoesOn"/> where policies decide.</summary>
    public static Outcomes Judge(in Packet packet, bool isIngress, HostAction action, ref Unknowns unknowns)
    {
        if (packet.IsIPv6 && packet.Protocol == IcmpV6)
        {
            if (IsForRouting(packet.IcmpType)) return Outcomes.Allow;
            if (packet.IcmpType < 0)
            {
                unknowns |= Unknowns.Icmp;
                return Outcomes.Allow | (isIngress ? Act(action, ref unknowns) : Outcomes.GoesOn);
            }
        }

        if (!isIngress) return Outcomes.GoesOn;

        // Where tunnels are used, their packets are dropped unless they are of a host.
        if (action == HostAction.Accept && (packet.Protocol == IpInIp || (packet.Protocol == Udp && packet.DestinationPort is Vxlan or < 0)))
        {
            unknowns |= Unknowns.HostAction;
            return Outcomes.Either;
        }

        return Act(action, ref unknowns);
    }

    /// <summary>Neighbours, routers and groups find each other whatever policy says, since the host is the workload's router.</summary>
    private static bool IsForRouting(int icmpType) => icmpType is 130 or 131 or 132 or 133 or 135 or 136;

    private static Outcomes Act(HostAction action, ref Unknowns unknowns)
    {
        switch (action)
        {
            case HostAction.Accept: return Outcomes.Allow;
            case HostAction.Drop: return Outcomes.Deny;
            default:
                // With Return, rules decide that somebody else gave the host.
                unknowns |= Unknowns.HostAction;
                return Outcomes.Either;
        }
    }
}
