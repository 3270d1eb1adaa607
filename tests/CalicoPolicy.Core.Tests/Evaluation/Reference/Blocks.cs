using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Address blocks, by the framework's own type.</summary>
internal static class Blocks
{
    private static readonly ConcurrentDictionary<string, IPNetwork> Parsed = new(StringComparer.Ordinal);

    /// <summary>A block, or an address as the block of itself; host bits are cleared.</summary>
    public static IPNetwork Of(string text) => Parsed.GetOrAdd(text, Read);

    private static IPNetwork Read(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = IPAddress.Parse(slash < 0 ? text : text[..slash]);
        var width = WidthOf(address);
        var length = slash < 0 ? width : int.Parse(text.AsSpan(slash + 1), CultureInfo.InvariantCulture);
        var free = width - length;
        var number = NumberOf(address);
        return new(AddressOf(free == 128 ? 0 : number >> free << free, IsIPv6(address)), length);
    }

    public static bool IsIPv6(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6;

    public static bool IsIPv6(IPNetwork block) => IsIPv6(block.BaseAddress);

    /// <summary>The address after the last one of the block; null where there is none.</summary>
    public static IPAddress? After(IPNetwork block)
    {
        var width = WidthOf(block.BaseAddress);
        if (block.PrefixLength == 0) return null;
        var next = NumberOf(block.BaseAddress) + (UInt128.One << (width - block.PrefixLength));
        return width == 32 ? next > uint.MaxValue ? null : AddressOf(next, isIPv6: false) : next == 0 ? null : AddressOf(next, isIPv6: true);
    }

    /// <summary>The next address.</summary>
    public static IPAddress? After(IPAddress address) => After(new IPNetwork(address, WidthOf(address)));

    private static int WidthOf(IPAddress address) => IsIPv6(address) ? 128 : 32;

    private static UInt128 NumberOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static IPAddress AddressOf(UInt128 number, bool isIPv6)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new(isIPv6 ? bytes : bytes[12..]);
    }
}
