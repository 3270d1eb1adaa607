namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>A flow in one world: nothing of it is unknown but what is asked for when a rule needs it.</summary>
internal sealed record PlainPacket(PlainHere Source, PlainHere Destination, int Protocol, bool IsIPv6, PlainFlow Flow, World World)
{
    private const int Tcp = 6;
    private const int Udp = 17;
    private const int Sctp = 132;

    /// <summary>Ports that may make a difference, to choose from where the flow names none.</summary>
    public required IReadOnlyList<int> PortChoices { get; init; }

    public bool HasPorts => Protocol is Tcp or Udp or Sctp;

    public bool IsIcmp => Protocol is 1 or 58;

    /// <summary>The part of the way where ports are others; empty where they are those of the flow.</summary>
    public string Leg { get; init; } = string.Empty;

    public int SourcePort => Flow.SourcePort ?? World.Pick($"source port {Leg}", PortChoices);

    public int DestinationPort => Flow.DestinationPort ?? World.Pick($"destination port {Leg}", PortChoices);

    public int IcmpType => Flow.IcmpType ?? World.Pick("ICMP type", [0, 3, 8, 128, 135, 200]);

    /// <summary>Whether it is of those by which neighbours, routers and groups find each other in IPv6.</summary>
    public bool IsForRouting => IsIPv6 && Protocol == 58 && (IcmpType is (>= 130 and <= 133) or 135 or 136);

    public int IcmpCode => Flow.IcmpCode ?? World.Pick("ICMP code", [0, 1, 2, 200]);
}
