using System.Globalization;

namespace CalicoPolicy.Core.Resources;

/// <summary>An IP protocol by number or by name. A text of digits is a number, as in Calico; case counts.</summary>
public readonly record struct Protocol
{
    private readonly string? _name;

    /// <summary>Takes the text of a document: a name, or a number in decimal digits from 0 to 255.</summary>
    public Protocol(string text)
    {
        if (byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            Number = number;
        else
            _name = text;
    }

    /// <summary>Takes a number. Calico allows 1 to 255; others are kept for validation to name.</summary>
    public Protocol(long number) => Number = number;

    /// <summary>The Transmission Control Protocol.</summary>
    public static Protocol Tcp { get; } = new("TCP");

    /// <summary>The User Datagram Protocol.</summary>
    public static Protocol Udp { get; } = new("UDP");

    /// <summary>The Stream Control Transmission Protocol.</summary>
    public static Protocol Sctp { get; } = new("SCTP");

    /// <summary>ICMP for IPv4.</summary>
    public static Protocol Icmp { get; } = new("ICMP");

    /// <summary>ICMP for IPv6.</summary>
    public static Protocol IcmpV6 { get; } = new("ICMPv6");

    /// <summary>The lightweight User Datagram Protocol.</summary>
    public static Protocol UdpLite { get; } = new("UDPLite");

    /// <summary>The number; null where the protocol is given by name.</summary>
    public long? Number { get; }

    /// <summary>The name; null where the protocol is given by number.</summary>
    public string? Name => Number is null ? _name ?? string.Empty : null;

    /// <summary>The protocol's IANA number, whether given by number or by one of the six names; null for any other name.</summary>
    public long? IanaNumber => Number ?? _name switch
    {
        "ICMP" => 1,
        "TCP" => 6,
        "UDP" => 17,
        "ICMPv6" => 58,
        "SCTP" => 132,
        "UDPLite" => 136,
        _ => null,
    };

    /// <summary>Whether packets of this protocol have ports that Calico matches: TCP, UDP and SCTP, by name or number.</summary>
    public bool HasPorts => IanaNumber is 6 or 17 or 132;

    /// <inheritdoc />
    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? Name!;
}
