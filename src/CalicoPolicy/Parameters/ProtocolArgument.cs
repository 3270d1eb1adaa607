using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Parameters;

/// <summary>Reads a protocol as people type it: Calico's names count by case, a prompt should not.</summary>
internal static class ProtocolArgument
{
    private static readonly string[] Names = ["TCP", "UDP", "SCTP", "ICMP", "ICMPv6", "UDPLite"];

    public static Protocol? ToProtocol(string? text) => text is null
        ? null
        : new Protocol(Names.FirstOrDefault(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) ?? text);
}
