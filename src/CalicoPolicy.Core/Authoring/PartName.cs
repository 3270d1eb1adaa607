using System.Globalization;
using System.Text;

namespace CalicoPolicy.Core.Authoring;

/// <summary>Names for the parts of a resource that was split.</summary>
internal static class PartName
{
    /// <summary>The longest name of a resource, in bytes.</summary>
    private const int MaxBytes = 253;

    /// <summary>
    /// <c>name-2</c>, <c>name-3</c> and so on without end; the name is cut where that would be too long. All differ: the number is
    /// what stands behind the last dash.
    /// </summary>
    public static IEnumerable<string> Of(string name)
    {
        for (var number = 2; ; number++)
        {
            var ending = string.Create(CultureInfo.InvariantCulture, $"-{number}");
            yield return Cut(name, MaxBytes - ending.Length) + ending;
        }
    }

    private static string Cut(string name, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(name) <= maxBytes) return name;
        var length = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            maxBytes -= rune.Utf8SequenceLength;
            if (maxBytes < 0) break;
            length += rune.Utf16SequenceLength;
        }

        // Calico takes no label of a name that begins with a dash.
        return name[..length].TrimEnd('-', '.');
    }
}
