using System.Globalization;
using CalicoPolicy.Core.Dataplane;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// What rules cost, in words: each rule that a flow's first packet is compared with delays it (<see cref="LatencyRange"/>).
/// </summary>
internal static class RuleCost
{
    /// <summary>The delay of one rule.</summary>
    public static string OfOne { get; } = Of(1);

    /// <summary>The delay of some rules.</summary>
    public static string Of(int rules) => $"{LatencyRange.Of(rules)} on the first packet of each flow";

    /// <summary>A number and what it counts: <c>1 rule</c>, <c>2 rules</c>.</summary>
    public static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    /// <summary>A number that may be large and what it counts: <c>4,900 rules</c>.</summary>
    public static string Count(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");

    /// <summary>A number that may be large and what it counts, by its own plural.</summary>
    public static string Count(long number, string one, string several) => $"{Number(number)} {(number == 1 ? one : several)}";

    /// <summary>A number that may be large: <c>4,900</c>.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of policies: <c>1 policy</c>, <c>2 policies</c>.</summary>
    public static string Policies(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? "policy" : "policies")}");

    /// <summary>Some names, and how many more there are: <c>a, b and c</c>, or <c>a, b and 7 more</c>.</summary>
    public static string Listed(IReadOnlyList<string> names, int most)
    {
        if (names.Count == 1) return names[0];
        return names.Count > most
            ? string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(most))} and {names.Count - most} more")
            : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }
}
