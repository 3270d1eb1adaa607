using System.Globalization;

namespace CalicoPolicy.Core.Authoring;

/// <summary>An address block as somebody wrote it, well-formed or not, and where it stands.</summary>
/// <param name="Text">The text.</param>
/// <param name="File">The file's full path; null where it was given otherwise.</param>
/// <param name="Line">The line in the file, from 1; 0 where there is no file.</param>
public readonly record struct AddressEntry(string Text, string? File = null, int Line = 0)
{
    /// <summary>File and line as errors begin with them, <c>ranges.txt:3: </c>; empty where there is no file.</summary>
    public string Place => File is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: ");

    /// <summary>The place and the text in quotes.</summary>
    public override string ToString() => $"{Place}'{Text}'";
}
