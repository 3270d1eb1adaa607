using System.Globalization;
using System.Text;

namespace CalicoPolicy.Core.Documents.Differences;

/// <summary>
/// The difference of two texts line by line, as <c>diff -u</c> shows it: each change with the lines around it, <c>-</c> before what goes
/// and <c>+</c> before what comes.
/// </summary>
/// <remarks>O(n log n) where most lines differ from each other.</remarks>
public static class LineDifference
{
    private const int Around = 3;
    private const string Nothing = "/dev/null";

    /// <summary>The difference; empty where there is none. Lines end in a line feed.</summary>
    /// <param name="before">The text as it is.</param>
    /// <param name="after">The text as it will be.</param>
    /// <param name="beforeName">What the first is of, for the first line.</param>
    /// <param name="afterName">What the second is of.</param>
    public static string Of(string before, string after, string beforeName, string afterName)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (left, right) = (Lines(before), Lines(after));
        var lines = Aligned(left, right);
        if (!lines.Exists(line => line.Sign != ' ')) return string.Empty;
        var text = new StringBuilder();
        text.Append("--- ").Append(left.Length == 0 ? Nothing : beforeName).Append("\n+++ ").Append(right.Length == 0 ? Nothing : afterName).Append('\n');
        foreach (var (start, end) in Hunks(lines)) Write(text, lines, start, end);
        return text.ToString();
    }

    private static string[] Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    /// <summary>All lines of both texts, what goes before what comes.</summary>
    private static List<(char Sign, string Line)> Aligned(string[] left, string[] right)
    {
        var numbers = new Dictionary<string, ulong>(StringComparer.Ordinal);
        var lines = new List<(char Sign, string Line)>(left.Length + right.Length);
        var (leftAt, rightAt) = (0, 0);
        foreach (var (leftNext, rightNext) in CommonItems.Of(Numbers(left), Numbers(right)).Append((left.Length, right.Length)))
        {
            while (leftAt < leftNext) lines.Add(('-', left[leftAt++]));
            while (rightAt < rightNext) lines.Add(('+', right[rightAt++]));
            if (leftNext == left.Length && rightNext == right.Length) break;
            lines.Add((' ', left[leftAt++]));
            rightAt++;
        }

        return lines;

        ulong[] Numbers(string[] of)
        {
            var given = new ulong[of.Length];
            for (var index = 0; index < of.Length; index++)
            {
                if (!numbers.TryGetValue(of[index], out given[index])) numbers.Add(of[index], given[index] = (ulong)numbers.Count);
            }

            return given;
        }
    }

    /// <summary>The stretches of lines to show: changes with the lines around them, those that touch as one.</summary>
    private static List<(int Start, int End)> Hunks(List<(char Sign, string Line)> lines)
    {
        var hunks = new List<(int Start, int End)>();
        for (var index = 0; index < lines.Count; index++)
        {
            if (lines[index].Sign == ' ') continue;
            var (start, end) = (Math.Max(0, index - Around), Math.Min(lines.Count, index + Around + 1));
            if (hunks.Count > 0 && hunks[^1].End >= start) hunks[^1] = (hunks[^1].Start, end);
            else hunks.Add((start, end));
        }

        return hunks;
    }

    private static void Write(StringBuilder text, List<(char Sign, string Line)> lines, int start, int end)
    {
        var (leftStart, rightStart) = (Count(lines, 0, start, '+'), Count(lines, 0, start, '-'));
        text.Append("@@ -").Append(Range(leftStart, Count(lines, start, end, '+'))).Append(" +").Append(Range(rightStart, Count(lines, start, end, '-'))).Append(" @@\n");
        for (var index = start; index < end; index++) text.Append(lines[index].Sign).Append(lines[index].Line).Append('\n');
    }

    /// <summary>The lines of one text in a stretch: all but those of the other alone.</summary>
    private static int Count(List<(char Sign, string Line)> lines, int start, int end, char other)
    {
        var count = 0;
        for (var index = start; index < end; index++)
        {
            if (lines[index].Sign != other) count++;
        }

        return count;
    }

    // The number of the first line, or of the one before where there is none.
    private static string Range(int start, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)}{(count == 1 ? "" : $",{count}")}");
}
