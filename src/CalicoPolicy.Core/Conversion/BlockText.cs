using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>Address blocks as Go's net.ParseCIDR reads and prints them: an address alone is none, and host bits go.</summary>
internal static class BlockText
{
    /// <summary>The block as Calico writes it; null where the text is none.</summary>
    public static string? Of(string text) =>
        text.Contains('/', StringComparison.Ordinal) && Cidr.TryParse(text, out var block) ? block.ToString() : null;
}
