namespace CalicoPolicy.Core.Evaluation;

/// <summary>Ports of hosts that stay open whatever policy says (felix/config/config_params.go); the numbers are those of an unchanged Felix.</summary>
internal static class FailsafePorts
{
    private const int Tcp = 6;
    private const int Udp = 17;

    /// <summary>Whether there are such ports of the protocol.</summary>
    public static bool Has(int protocol) => protocol is Tcp or Udp;

    /// <summary>Whether traffic to a port of a host gets through.</summary>
    public static bool LetIn(int protocol, int port) => (protocol, port) switch
    {
        (Tcp, 22 or 179 or 2379 or 2380 or 5473 or 6443 or 6666 or 6667) => true,
        (Udp, 68) => true,
        _ => false,
    };

    /// <summary>Whether traffic from a host to a port gets through.</summary>
    public static bool LetOut(int protocol, int port) => (protocol, port) switch
    {
        (Tcp, 179 or 2379 or 2380 or 5473 or 6443 or 6666 or 6667) => true,
        (Udp, 53 or 67) => true,
        _ => false,
    };

    /// <summary>The traffic of which some may be answers from such ports.</summary>
    public static TrafficSet Answers { get; } = TrafficSet.OfProtocol(Tcp).Union(TrafficSet.OfProtocol(Udp));

    /// <summary>All of that traffic.</summary>
    public static TrafficSet Traffic(bool isIngress)
    {
        var traffic = TrafficSet.None;
        foreach (var protocol in (ReadOnlySpan<int>)[Tcp, Udp])
        {
            for (var port = 0; port <= 65535; port++)
            {
                if (isIngress ? LetIn(protocol, port) : LetOut(protocol, port)) traffic = traffic.Union(TrafficSet.OfPorts(protocol, port, port));
            }
        }

        return traffic;
    }
}
