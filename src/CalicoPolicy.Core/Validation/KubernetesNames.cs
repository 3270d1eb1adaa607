using System.Buffers;

namespace CalicoPolicy.Core.Validation;

/// <summary>How names, label keys and label values may look (k8s.io/apimachinery/pkg/util/validation). ASCII only; lengths in bytes.</summary>
internal static class KubernetesNames
{
    public const int LongestLabel = 63;
    public const int LongestSubdomain = 253;

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("-0123456789abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Lower-case letters, digits and <c>-</c>, a letter or digit at both ends; of any length.</summary>
    public static bool IsLabelShaped(ReadOnlySpan<char> text) =>
        !text.IsEmpty && text[0] != '-' && text[^1] != '-' && !text.ContainsAnyExcept(LabelCharacters);

    /// <summary>A DNS label (RFC 1123): <see cref="IsLabelShaped"/>, up to 63 bytes.</summary>
    public static bool IsLabel(ReadOnlySpan<char> text) => text.Length <= LongestLabel && IsLabelShaped(text);

    /// <summary>Labels with dots between, of any length.</summary>
    public static bool IsSubdomainShaped(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var dot = text.IndexOf('.');
            if (!IsLabelShaped(dot < 0 ? text : text[..dot])) return false;
            if (dot < 0) return true;
            text = text[(dot + 1)..];
        }
    }

    /// <summary>A DNS subdomain (RFC 1123): labels with dots between, up to 253 bytes.</summary>
    public static bool IsSubdomain(ReadOnlySpan<char> text) => text.Length <= LongestSubdomain && IsSubdomainShaped(text);

    /// <summary>The key of a label or annotation: a name of up to 63 bytes, with or without a DNS subdomain and <c>/</c> before it.</summary>
    public static bool IsQualifiedName(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return slash < 0 ? IsKey(text) : IsSubdomain(text[..slash]) && IsKey(text[(slash + 1)..]);
    }

    /// <summary>A label's value: empty, or up to 63 bytes.</summary>
    public static bool IsLabelValue(ReadOnlySpan<char> text) => text.IsEmpty || IsKey(text);

    /// <summary>
    /// A port's name: up to 15 lower-case letters, digits and <c>-</c>, with a letter, and no <c>-</c> at either end or twice in a row.
    /// </summary>
    public static bool IsPortName(ReadOnlySpan<char> text) => text.Length <= 15 && IsLabelShaped(text)
        && text.ContainsAnyInRange('a', 'z') && !text.Contains("--", StringComparison.Ordinal);

    private static bool IsKey(ReadOnlySpan<char> text) => text.Length is > 0 and <= LongestLabel && !text.ContainsAnyExcept(KeyCharacters)
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);
}
