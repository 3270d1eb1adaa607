using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace CalicoPolicy.Core.Resources;

/// <summary>
/// A block of addresses. Reads what Go's parser reads and nothing more: four decimal parts without leading zeros, or IPv6 without
/// a zone. Host bits are cleared, as Calico does when it programs a block.
/// </summary>
public readonly record struct Cidr
{
    private static readonly SearchValues<char> IPv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    // ::ffff:0:0/96, IPv4 in IPv6's clothes: Go, and so Calico, takes such a block for one of IPv4.
    private const int MappedLength = 96;
    private const uint MappedPrefix = 0xFFFF;

    private readonly UInt128 _first;

    private Cidr(UInt128 first, int length, bool isIPv6)
    {
        _first = first;
        Length = length;
        IsIPv6 = isIPv6;
    }

    /// <summary>How many leading bits are fixed: 0 to 32, or to 128 for IPv6.</summary>
    public int Length { get; }

    /// <summary>Whether the block is of IPv6.</summary>
    public bool IsIPv6 { get; }

    /// <summary>Whether the block holds every address of its family.</summary>
    public bool IsEverything => Length == 0;

    /// <summary>Whether the block is one address.</summary>
    public bool IsAddress => Length == Width;

    /// <summary>The block of twice the size that this one is a half of; of everything, itself.</summary>
    internal Cidr Parent => IsEverything ? this : new(Masked(_first, Width - Length + 1), Length - 1, IsIPv6);

    /// <summary>The first address as a number.</summary>
    internal UInt128 First => _first;

    /// <summary>The last address as a number.</summary>
    internal UInt128 Last => IsAddress ? _first : _first | (UInt128.MaxValue >> (128 - (Width - Length)));

    /// <summary>Whether some address is in both blocks.</summary>
    internal bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    private int Width => IsIPv6 ? 128 : 32;

    /// <summary>The block of one address.</summary>
    internal static Cidr OfAddress(UInt128 address, bool isIPv6) => new(address, isIPv6 ? 128 : 32, isIPv6);

    /// <summary>The fewest blocks that hold the addresses from the first to the last.</summary>
    internal static IEnumerable<Cidr> Between(UInt128 first, UInt128 last, bool isIPv6)
    {
        var width = isIPv6 ? 128 : 32;
        while (first <= last)
        {
            // As large as the first address allows, and no larger than what is left.
            var free = first == 0 ? width : Math.Min(width, (int)UInt128.TrailingZeroCount(first));
            while (free > 0 && (free == 128 ? last != UInt128.MaxValue : last - first < (UInt128.One << free) - 1)) free--;
            var block = new Cidr(first, width - free, isIPv6);
            yield return block;
            if (block.Last == UInt128.MaxValue) yield break;
            first = block.Last + 1;
        }
    }

    /// <summary>Reads a block, or an address as the block of itself.</summary>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string text, out Cidr cidr) => TryParse(text, out cidr, out _);

    /// <summary>Reads a block, or an address as the block of itself, and says whether bits beyond its length were set.</summary>
    /// <returns>Whether the text is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(string text, out Cidr cidr, out bool hasHostBits)
    {
        cidr = default;
        hasHostBits = false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        var isIPv6 = address.Contains(':', StringComparison.Ordinal);
        if (!(isIPv6 ? TryIPv6(address, out var value) : TryIPv4(address, out value))) return false;
        var bits = isIPv6 ? 128 : 32;
        var length = bits;
        if (slash >= 0 && !TryLength(text.AsSpan(slash + 1), bits, out length)) return false;
        if (isIPv6 && length >= MappedLength && value >> 32 == MappedPrefix)
            (value, length, bits, isIPv6) = ((uint)value, length - MappedLength, 32, false);
        cidr = new(Masked(value, bits - length), length, isIPv6);
        hasHostBits = cidr._first != value;
        return true;
    }

    /// <summary>Whether every address of the other block is in this one.</summary>
    public bool Contains(Cidr other) => IsIPv6 == other.IsIPv6 && Length <= other.Length
        && Masked(other._first, Width - Length) == _first;

    /// <summary>Orders blocks by address, IPv4 before IPv6, a block before the blocks in it.</summary>
    internal static int CompareByAddress(Cidr left, Cidr right)
    {
        if (left.IsIPv6 != right.IsIPv6) return left.IsIPv6 ? 1 : -1;
        var byAddress = left._first.CompareTo(right._first);
        return byAddress != 0 ? byAddress : left.Length.CompareTo(right.Length);
    }

    /// <summary>The block in Calico's notation: <c>10.0.0.0/8</c>.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _first);
        var address = new IPAddress(IsIPv6 ? bytes : bytes[12..]).ToString();
        if (IsIPv6 && address.Contains('.', StringComparison.Ordinal)) address = WithoutDots(address);
        return string.Create(CultureInfo.InvariantCulture, $"{address}/{Length}");
    }

    // .NET writes the last half of some addresses of IPv6 as of IPv4; Go does not.
    private string WithoutDots(string address) => string.Create(
        CultureInfo.InvariantCulture, $"{address[..(address.LastIndexOf(':') + 1)]}{(uint)(_first >> 16) & 0xFFFF:x}:{(uint)_first & 0xFFFF:x}");

    // A shift by the width of the type would be a shift by nothing.
    private static UInt128 Masked(UInt128 value, int freeBits) => freeBits >= 128 ? 0 : value >> freeBits << freeBits;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryIPv4(string text, out UInt128 value)
    {
        value = 0;
        var parts = 0;
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('.', start) is var dot and >= 0 ? dot : text.Length;
            if (++parts > 4 || !TryNumber(text.AsSpan(start, end - start), 255, out var octet)) return false;
            start = end + 1;
            value = (value << 8) | (uint)octet;
        }

        return parts == 4;
    }

    private static bool TryIPv6(string text, out UInt128 value)
    {
        value = 0;
        if (text.AsSpan().ContainsAnyExcept(IPv6Characters)) return false;
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6) return false;
        value = BinaryPrimitives.ReadUInt128BigEndian(address.GetAddressBytes());
        return true;
    }

    // Of the length, unlike of the parts of an address, Go passes over leading zeros.
    private static bool TryLength(ReadOnlySpan<char> text, int largest, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= largest;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryNumber(ReadOnlySpan<char> text, int largest, out int number)
    {
        number = 0;
        return text.Length is > 0 and <= 3 && (text.Length == 1 || text[0] != '0')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= largest;
    }
}
