namespace CalicoPolicy.Parameters;

/// <summary>The protocols that Calico knows by name.</summary>
public sealed class ProtocolCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => ["TCP", "UDP", "SCTP", "ICMP", "ICMPv6", "UDPLite"];
}
