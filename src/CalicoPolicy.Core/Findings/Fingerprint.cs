using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>Names findings across runs by what they are about.</summary>
internal static class Fingerprint
{
    private const int Bytes = 16;

    /// <summary>The first 16 bytes of a SHA-256, as 32 lower-case hexadecimal digits.</summary>
    public static string Of(RuleDescriptor rule, Resource resource, string content, int ordinal)
    {
        // The lengths keep parts from running into each other.
        var text = new StringBuilder();
        foreach (var part in (ReadOnlySpan<string>)[rule.Id, resource.Kind, resource.Namespace ?? string.Empty, resource.Name, content])
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part};");
        text.Append(CultureInfo.InvariantCulture, $"{ordinal}");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, Bytes)).ToLowerInvariant();
    }
}
