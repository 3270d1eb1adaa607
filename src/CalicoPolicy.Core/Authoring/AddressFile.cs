using System.Globalization;

namespace CalicoPolicy.Core.Authoring;

/// <summary>Files of address blocks: one a line, <c>#</c> begins a comment, blank lines count for nothing.</summary>
public static class AddressFile
{
    /// <summary>The longest line; no address block is nearly as long.</summary>
    public const int MaxLineLength = 4096;

    /// <summary>The address blocks of a file, in order. Whether they are well-formed is for validation to say.</summary>
    /// <exception cref="FormatException">A line is too long, or has more than one word.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<AddressEntry> Read(string path, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            if (line.Length > MaxLineLength) throw Fault(path, number, "the line is too long for an address block");
            var comment = line.IndexOf('#', StringComparison.Ordinal);
            var text = (comment < 0 ? line : line[..comment]).Trim();
            if (text.Length == 0) continue;
            if (text.Any(char.IsWhiteSpace)) throw Fault(path, number, $"'{text}' is more than one address block");
            yield return new(text, path, number);
        }
    }

    private static FormatException Fault(string path, int line, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}:{line}: {what}."));
}
