using System.Text;

namespace CalicoPolicy.Core.Selectors;

/// <summary>Whether a label can pass tests that must all hold: with some value, or by being missing.</summary>
/// <remarks>Exact for values of any characters and length. O(tests x values) of the test with the fewest, or O(length of the texts).</remarks>
internal static class LabelTests
{
    /// <summary>Whether some value, or the label's absence, passes all tests.</summary>
    public static bool CanPass(List<LabelUse> tests)
    {
        if (tests.TrueForAll(static test => test.HoldsWithoutLabel())) return true;
        IReadOnlyList<string>? values = null;
        foreach (var test in tests)
        {
            if (ValuesOf(test) is { } only && (values is null || only.Count < values.Count)) values = only;
        }

        return values is null ? PassesAll(tests, TypicalValue(tests)) : values.Any(value => PassesAll(tests, value));
    }

    private static bool PassesAll(List<LabelUse> tests, string value) => tests.TrueForAll(test => test.Holds(value));

    /// <summary>The only values that pass the test, if it is of that kind.</summary>
    private static IReadOnlyList<string>? ValuesOf(LabelUse use) => (use.Test, use.IsNegated) switch
    {
        (LabelValueNode { Operator: LabelOperator.Equal } test, false) => [test.Value],
        (LabelValueNode { Operator: LabelOperator.NotEqual } test, true) => [test.Value],
        (LabelSetNode { Operator: LabelOperator.In } test, false) => test.Values,
        (LabelSetNode { Operator: LabelOperator.NotIn } test, true) => test.Values,
        _ => null,
    };

    /// <summary>
    /// A value with the beginnings, parts and ends that are asked for, and between them a character that no test knows: where this one
    /// passes not all tests, no value does.
    /// </summary>
    private static string TypicalValue(List<LabelUse> tests)
    {
        var (start, end, parts) = (string.Empty, string.Empty, new StringBuilder());
        var between = Unheard(tests);
        foreach (var use in tests)
        {
            if (use.IsNegated || use.Test is not LabelValueNode test) continue;
            if (test.Operator == LabelOperator.StartsWith && test.Value.Length > start.Length) start = test.Value;
            if (test.Operator == LabelOperator.EndsWith && test.Value.Length > end.Length) end = test.Value;
            if (test.Operator == LabelOperator.Contains) parts.Append(between).Append(test.Value);
        }

        return $"{start}{parts}{between}{end}";
    }

    private static char Unheard(List<LabelUse> tests)
    {
        var character = '-';
        while (tests.Exists(use => Mentions(use.Test, character))) character = character == '-' ? '\uE000' : (char)(character + 1);
        return character;
    }

    private static bool Mentions(LabelNode test, char character) => test switch
    {
        LabelValueNode compare => compare.Value.Contains(character, StringComparison.Ordinal),
        LabelSetNode set => set.Values.Any(value => value.Contains(character, StringComparison.Ordinal)),
        _ => false,
    };
}
