using System.Globalization;

namespace CalicoPolicy.Core.Tests.Corpus;

/// <summary>
/// A mistake to be planted into one file of the corpus. In the text it looks like a hunk of a patch:
/// <code>
/// CP3002 application/payments.yaml also CP1005
/// after name: application.ledger
///  the lines as they are, with a space, those to go with -, those to come with +
/// +the line where the finding must be ends in this mark: &lt;&lt;here
/// found other/file.yaml:12: the line, where it is not among these
/// </code>
/// The lines as they are and those to go must occur exactly once in the file, or once behind the first line that ends in the
/// text of <c>after</c>.
/// </summary>
internal sealed record Plant
{
    private const string Mark = "<<here";

    public required string Repository { get; init; }

    public required int Number { get; init; }

    public required string RuleId { get; init; }

    public required string File { get; init; }

    /// <summary>Other rules that rightly find the mistake too.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    public string? After { get; init; }

    /// <summary>The line where the finding must be as <c>file:number: text</c>; null where it is marked.</summary>
    public string? Found { get; init; }

    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>The file with the mistake in it.</summary>
    public string Apply(string text) => Apply(text, out _);

    /// <summary>The file and line of the finding that the mistake must have.</summary>
    public (string File, int Line) Expected(PolicyRepository repository)
    {
        var mended = Apply(repository.TextOf(File), out var marked);
        if (Found is null) return (File, Assert.NotNull(marked));
        Assert.Null(marked);
        var parts = Found.Split(':', 3);
        var number = int.Parse(parts[1], CultureInfo.InvariantCulture);
        Assert.Equal(parts[2].Trim(), (parts[0] == File ? mended : repository.TextOf(parts[0])).Split('\n')[number - 1].Trim());
        return (parts[0], number);
    }

    public override string ToString() => $"{Repository}/mistakes.txt:{Number} {RuleId}";

    private string Apply(string text, out int? marked)
    {
        var start = 0;
        if (After is not null)
        {
            start = text.IndexOf(After + "\n", StringComparison.Ordinal);
            Assert.True(start >= 0, $"No line ends in: {After}");
            Assert.True(text.IndexOf(After + "\n", start + 1, StringComparison.Ordinal) < 0, $"More than one line ends in: {After}");
            start += After.Length;
        }

        var old = "\n" + string.Concat(Lines.Where(line => line[0] != '+').Select(line => Unmarked(line) + "\n"));
        var at = ("\n" + text).IndexOf(old, start, StringComparison.Ordinal);
        Assert.True(at >= 0, $"Not in {File}: {old}");
        if (After is null) Assert.True(("\n" + text).IndexOf(old, at + 1, StringComparison.Ordinal) < 0, $"More than once in {File}: {old}");
        List<string> planted = [.. Lines.Where(line => line[0] != '-')];
        var here = planted.FindIndex(line => line.EndsWith(Mark, StringComparison.Ordinal));
        marked = here < 0 ? null : text[..at].Count(character => character == '\n') + here + 1;
        return text[..at] + string.Concat(planted.Select(line => Unmarked(line) + "\n")) + text[(at + old.Length - 1)..];
    }

    private static string Unmarked(string line) =>
        (line.EndsWith(Mark, StringComparison.Ordinal) ? line[..^Mark.Length].TrimEnd() : line)[1..];
}
