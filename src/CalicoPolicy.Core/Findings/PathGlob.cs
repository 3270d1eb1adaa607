using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CalicoPolicy.Core.Findings;

/// <summary>
/// A pattern of paths below a folder, with <c>/</c> between their parts: <c>*</c> is any text within a part, <c>?</c> one character of
/// it, and <c>**</c> as a part any number of parts, at the end at least one. It is for the whole path, and case counts on every system.
/// </summary>
public sealed record PathGlob
{
    private const string AnyParts = "**";

    private readonly string[] _parts;

    private PathGlob(string text)
    {
        Text = text;
        var parts = text.Split('/');
        _parts = parts[^1] == AnyParts ? [.. parts, "*"] : parts;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern, or says why it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="glob">The pattern.</param>
    /// <param name="fault">What is wrong and what to write, in a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out PathGlob? glob, [NotNullWhen(false)] out string? fault)
    {
        fault = Fault(text);
        glob = fault is null ? new(text) : null;
        return glob is not null;
    }

    /// <summary>Whether a path matches. O(length of the pattern times length of the path).</summary>
    /// <param name="path">A relative path, with <c>/</c> between its parts.</param>
    public bool Matches(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('/');
        if (parts[0] == ".." || Path.IsPathRooted(path)) return false;

        // Where a part does not fit, the last ** takes one more: what it took before need not be looked at again.
        int at = 0, next = 0, open = -1, taken = 0;
        while (next < parts.Length)
        {
            if (at < _parts.Length && _parts[at] == AnyParts)
                (open, taken) = (at++, next);
            else if (at < _parts.Length && IsMatch(_parts[at], parts[next]))
                (at, next) = (at + 1, next + 1);
            else if (open >= 0)
                (at, next) = (open + 1, ++taken);
            else
                return false;
        }

        while (at < _parts.Length && _parts[at] == AnyParts) at++;
        return at == _parts.Length;
    }

    /// <summary>By the text.</summary>
    public bool Equals(PathGlob? other) => other is not null && other.Text == Text;

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static string? Fault(string text)
    {
        if (text.Length == 0) return "The glob is empty. Write the paths that are meant, such as vendor/**.";
        if (text.Contains('\\', StringComparison.Ordinal)) return $"'{text}' has a backslash. Write / between folders, on Windows too.";
        if (text[0] == '/' || (text.Length > 1 && text[1] == ':'))
            return $"'{text}' is an absolute path. Write it as seen from the folder of the settings file, such as vendor/**.";
        if (text.AsSpan().IndexOfAny("[]{}!") is >= 0 and var place)
            return string.Create(CultureInfo.InvariantCulture, $"'{text}' has a '{text[place]}'. Only *, ? and ** are wildcards; write one glob for each path, and ? for such a character in a name.");
        foreach (var part in text.Split('/'))
        {
            if (part.Length == 0)
                return $"'{text}' has nothing {(text.EndsWith('/') ? "behind its last /. Write ** there to mean all in the folder." : "between two /. Leave one out.")}";
            if (part == "..") return $"'{text}' leads out of the folder of the settings file. Put a settings file there, or further up.";
            if (part == ".") return $"'{text}' has a part that is a dot. Leave it out.";
            if (part != AnyParts && part.Contains(AnyParts, StringComparison.Ordinal))
                return $"'{text}' has ** beside other characters. Write it as a part of its own, such as vendor/**/x.yaml.";
        }

        return null;
    }

    private static bool IsMatch(string pattern, string name)
    {
        int at = 0, next = 0, open = -1, taken = 0;
        while (next < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
                (open, taken) = (at++, next);
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == name[next]))
                (at, next) = (at + 1, next + 1);
            else if (open >= 0)
                (at, next) = (open + 1, ++taken);
            else
                return false;
        }

        while (at < pattern.Length && pattern[at] == '*') at++;
        return at == pattern.Length;
    }
}
