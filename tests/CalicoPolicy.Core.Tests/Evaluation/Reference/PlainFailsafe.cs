namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Ports of hosts that stay open whatever policy says (calico-dataplane.md 3.3).</summary>
internal static class PlainFailsafe
{
    private static readonly (int Protocol, int[] Ports)[] In = [(6, [22, 179, 2379, 2380, 5473, 6443, 6666, 6667]), (17, [68])];
    private static readonly (int Protocol, int[] Ports)[] Out = [(6, [179, 2379, 2380, 5473, 6443, 6666, 6667]), (17, [53, 67])];

    /// <summary>Whether the port is one of them; asked for only where the protocol has any.</summary>
    public static bool LetsThrough(int protocol, Func<int> port, bool isIngress)
    {
        foreach (var (of, ports) in isIngress ? In : Out)
        {
            if (protocol == of && ports.Contains(port())) return true;
        }

        return false;
    }
}
