using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>
/// Address blocks as Go's net.ParseCIDR reads and prints them: an address alone is none, the length may have leading zeros, host
/// bits go, and a block of IPv4 addresses in IPv6's clothes comes out as one of IPv4.
/// </summary>
internal static class BlockText
{
    private const string Mapped = "::ffff:";
    private const int MappedLength = 96;

    /// <summary>The block as Calico writes it; null where the text is none.</summary>
    public static string? Of(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return null;
        var length = text[(slash + 1)..].TrimStart('0');
        if (length.Length == 0 && slash < text.Length - 1) length = "0";
        if (!Cidr.TryParse($"{text[..slash]}/{length}", out var block)) return null;
        var written = block.ToString();
        return block.Length >= MappedLength && written.StartsWith(Mapped, StringComparison.Ordinal) && written.Contains('.', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{written[Mapped.Length..written.IndexOf('/', StringComparison.Ordinal)]}/{block.Length - MappedLength}")
            : written;
    }
}
