using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>Names findings across runs by what they are about.</summary>
internal static class Fingerprint
{
    private const int Bytes = 16;

    /// <summary>The first 16 bytes of a SHA-256, as 32 lower-case hexadecimal digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static string Of(RuleDescriptor rule, Resource resource, string content, int ordinal)
    {
        // The lengths keep parts from running into each other.
        ReadOnlySpan<string> parts = [rule.Id, resource.Kind, resource.Namespace ?? string.Empty, resource.Name, content];
        var text = new StringBuilder(content.Length + 128);
        foreach (var part in parts) text.Append(part.Length).Append(':').Append(part).Append(';');
        text.Append(ordinal);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return Convert.ToHexString(hash[..Bytes]).ToLowerInvariant();
    }
}
