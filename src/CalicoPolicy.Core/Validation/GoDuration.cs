using System.Buffers;
using System.Globalization;

namespace CalicoPolicy.Core.Validation;

/// <summary>Durations as Go writes them: <c>2m30s</c>, <c>1.5h</c>, <c>300ms</c>, <c>0</c> (time.ParseDuration).</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Seconds)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("μs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>Reads a duration, in seconds.</summary>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string text, out double seconds)
    {
        seconds = 0;
        var rest = text.AsSpan();
        var isNegative = rest.StartsWith("-", StringComparison.Ordinal);
        if (isNegative || rest.StartsWith("+", StringComparison.Ordinal)) rest = rest[1..];
        if (rest is "0") return true;
        if (rest.IsEmpty) return false;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
            rest = rest[digits..];
            var end = rest.IndexOfAny(Digits);
            var unit = (end < 0 ? rest : rest[..end]).ToString();
            var index = Array.FindIndex(Units, known => known.Unit == unit);
            if (index < 0) return false;
            seconds += number * Units[index].Seconds;
            rest = end < 0 ? [] : rest[end..];
        }

        if (isNegative) seconds = -seconds;
        return true;
    }
}
