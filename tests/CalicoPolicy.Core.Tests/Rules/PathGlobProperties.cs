using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Random globs against a matcher that tries every way.</summary>
public class PathGlobProperties
{
    private static readonly string[] PatternParts = ["**", "*", "?", "a", "b", "a*", "*b", "a?", "*a*", "ab", "a*b*", ".."];
    private static readonly string[] PathParts = ["a", "b", "ab", "ba", "aab", "abb", ".", "c"];

    [Fact]
    public void A_glob_matches_what_trying_every_way_matches()
    {
        var random = new Random(3009);
        var matches = 0;
        var rounds = TestScale.Of(20_000);
        for (var round = rounds; round > 0; round--)
        {
            var pattern = Parts(random, PatternParts, 5);
            var path = Parts(random, PathParts, 6);
            Assert.Equal(!pattern.Contains(".."), PathGlob.TryParse(string.Join('/', pattern), out var glob, out _));
            if (glob is null) continue;
            var expected = Matches(pattern, path);
            Assert.True(expected == glob.Matches(string.Join('/', path)), $"{glob} on {string.Join('/', path)}");
            matches += expected ? 1 : 0;
        }

        Assert.InRange(matches, rounds / 20, rounds / 2);
    }

    private static string[] Parts(Random random, string[] from, int most) => random.GetItems(from, random.Next(1, most));

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty) return path.IsEmpty;
        if (pattern[0] != "**") return !path.IsEmpty && IsMatch(pattern[0], path[0]) && Matches(pattern[1..], path[1..]);
        if (pattern.Length == 1) return !path.IsEmpty;
        for (var taken = 0; taken <= path.Length; taken++)
        {
            if (Matches(pattern[1..], path[taken..])) return true;
        }

        return false;
    }

    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (pattern.IsEmpty) return name.IsEmpty;
        if (pattern[0] == '*') return IsMatch(pattern[1..], name) || (!name.IsEmpty && IsMatch(pattern, name[1..]));
        return !name.IsEmpty && (pattern[0] == '?' || pattern[0] == name[0]) && IsMatch(pattern[1..], name[1..]);
    }
}
