using System.Globalization;
using System.Text;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>Makes any text a harmless part of a file name: names from a cluster never choose a path.</summary>
internal static class FileNamePart
{
    private const int MaxLength = 200;

    /// <summary>Letters, digits, <c>-</c>, <c>_</c> and inner dots stay; anything else is percent-encoded, so that different names stay different.</summary>
    public static string Of(string name)
    {
        var part = new StringBuilder(name.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(name))
        {
            var character = (char)octet;
            var isSafe = char.IsAsciiLetterOrDigit(character) || character is '-' or '_' || (character == '.' && part.Length > 0);
            part.Append(isSafe ? character.ToString() : string.Create(CultureInfo.InvariantCulture, $"%{octet:X2}"));
        }

        if (part.Length == 0) return "%";
        if (part.Length <= MaxLength) return part.ToString();
        var digest = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 8);
        return $"{part.ToString(0, MaxLength - digest.Length - 1)}-{digest}";
    }
}
