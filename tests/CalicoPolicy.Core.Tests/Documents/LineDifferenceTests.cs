using System.Globalization;
using System.Text.RegularExpressions;
using CalicoPolicy.Core.Documents.Differences;

namespace CalicoPolicy.Core.Tests.Documents;

public partial class LineDifferenceTests
{
    [Fact]
    public void A_change_comes_with_three_lines_around_it() => Assert.Equal(
        "--- a\n+++ b\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+and a half\n 6\n 7\n 8\n",
        LineDifference.Of("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\nand a half\n6\n7\n8\n9\n", "a", "b"));

    [Fact]
    public void Changes_far_from_each_other_are_apart_and_near_ones_are_one()
    {
        var before = string.Concat(Enumerable.Range(1, 20).Select(line => $"{line}\n"));
        Assert.Equal(2, Hunk().Count(LineDifference.Of(before, before.Replace("2\n3\n", "2\nx\n3\n", StringComparison.Ordinal).Replace("\n17\n", "\n", StringComparison.Ordinal), "a", "a")));
        Assert.Equal(1, Hunk().Count(LineDifference.Of(before, before.Replace("2\n3\n", "2\nx\n3\n", StringComparison.Ordinal).Replace("\n8\n", "\n", StringComparison.Ordinal), "a", "a")));
    }

    [Fact]
    public void The_same_text_has_none() => Assert.Empty(LineDifference.Of("a\nb\n", "a\r\nb", "a", "b"));

    [Fact]
    public void What_is_new_comes_from_nothing_and_what_goes_leads_there()
    {
        Assert.Equal("--- /dev/null\n+++ b\n@@ -0,0 +1,2 @@\n+x\n+y\n", LineDifference.Of(string.Empty, "x\ny\n", "a", "b"));
        Assert.Equal("--- a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n", LineDifference.Of("x\n", string.Empty, "a", "b"));
    }

    [Fact]
    public void It_leads_from_one_text_to_the_other()
    {
        var random = new Random(7);
        for (var round = 0; round < TestScale.Of(3_000); round++)
        {
            var before = Enumerable.Range(0, random.Next(25)).Select(_ => $"line {random.Next(8)}").ToList();
            var after = before.Where(_ => random.Next(5) > 0).SelectMany(line => random.Next(5) == 0 ? [$"line {random.Next(8)}", line] : new[] { line }).ToList();
            var difference = LineDifference.Of(Text(before), Text(after), "a", "b");
            Assert.Equal(before.SequenceEqual(after), difference.Length == 0);
            Assert.Equal(after, Patched(before, difference));
        }

        static string Text(List<string> lines) => string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>Does what a difference says, and checks that it says what is there.</summary>
    private static List<string> Patched(List<string> before, string difference)
    {
        var (after, at) = (new List<string>(), 0);
        foreach (var line in difference.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2))
        {
            if (Hunk().Match(line) is { Success: true } hunk)
            {
                var start = int.Parse(hunk.Groups["start"].Value, CultureInfo.InvariantCulture);
                if (hunk.Groups["count"].Value != "0") start--;
                after.AddRange(before[at..start]);
                at = start;
                continue;
            }

            if (line[0] != '+') Assert.Equal(before[at++], line[1..]);
            if (line[0] != '-') after.Add(line[1..]);
        }

        after.AddRange(before[at..]);
        return after;
    }

    [GeneratedRegex(@"@@ -(?<start>\d+)(,(?<count>\d+))? \+\d+(,\d+)? @@", RegexOptions.CultureInvariant)]
    private static partial Regex Hunk();
}
