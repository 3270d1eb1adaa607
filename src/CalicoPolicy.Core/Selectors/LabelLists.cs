namespace CalicoPolicy.Core.Selectors;

/// <summary>Makes one test of several tests of the same label that stand side by side.</summary>
/// <remarks>O(tests), plus sorting the values.</remarks>
internal static class LabelLists
{
    /// <summary>Joins conditions that must all hold.</summary>
    /// <returns>False where no labels can meet those of one label; the list is then as it was.</returns>
    public static bool JoinAll(List<SelectorNode> conditions) => Join(conditions, JoinAll);

    /// <summary>Joins alternatives.</summary>
    /// <returns>False where any labels meet those of one label; the list is then as it was.</returns>
    public static bool JoinAny(List<SelectorNode> alternatives) => Join(alternatives, JoinAny);

    /// <summary><c>label in {...}</c> or its opposite, of one value <c>==</c> or <c>!=</c>.</summary>
    public static LabelNode Of(string label, IReadOnlyList<string> values, bool isIn) => values.Count == 1
        ? new LabelValueNode(label, isIn ? LabelOperator.Equal : LabelOperator.NotEqual, values[0], default)
        : new LabelSetNode(label, isIn ? LabelOperator.In : LabelOperator.NotIn, Utf8Order.SortDistinct([.. values]), default);

    private static bool Join(List<SelectorNode> operands, Func<string, List<LabelUse>, List<SelectorNode>?> join)
    {
        var byLabel = new Dictionary<string, List<LabelUse>>(StringComparer.Ordinal);
        foreach (var operand in operands)
        {
            if (UseOf(operand) is not { } use)
                continue;
            if (!byLabel.TryGetValue(use.Test.Label, out var uses))
                byLabel.Add(use.Test.Label, uses = []);
            uses.Add(use);
        }

        var joined = new Dictionary<string, List<SelectorNode>>(StringComparer.Ordinal);
        foreach (var (label, uses) in byLabel)
        {
            if (uses.Count == 1 && uses[0].Test is not LabelSetNode { Values.Count: 0, Operator: LabelOperator.NotIn })
                continue;
            if (join(label, uses) is not { } tests)
                return false;
            joined.Add(label, tests);
        }

        Replace(operands, joined);
        return true;
    }

    /// <summary>Puts the joined tests of each label where its first test was.</summary>
    private static void Replace(List<SelectorNode> operands, Dictionary<string, List<SelectorNode>> joined)
    {
        if (joined.Count == 0)
            return;
        SelectorNode[] before = [.. operands];
        operands.Clear();
        foreach (var operand in before)
        {
            if (UseOf(operand) is not { } use || !joined.TryGetValue(use.Test.Label, out var tests))
            {
                operands.Add(operand);
                continue;
            }

            operands.AddRange(tests);
            tests.Clear();
        }
    }

    private static LabelUse? UseOf(SelectorNode node) => node switch
    {
        LabelNode test => new(test, false),
        NotNode { Operand: LabelNode test } => new(test, true),
        _ => null,
    };

    private static SelectorNode NodeOf(LabelUse use) => use.IsNegated ? new NotNode(use.Test) : use.Test;

    private static List<SelectorNode>? JoinAll(string label, List<LabelUse> uses)
    {
        // One of few values: all the other tests are worked out on them.
        if (uses.Exists(IsOneOf))
        {
            var values = ValuesOf(uses.Find(IsOneOf)).Where(value => uses.TrueForAll(use => use.Holds(value))).ToList();
            return values.Count == 0 ? null : [Of(label, values, isIn: true)];
        }

        if (uses.Exists(IsAbsent))
            return uses.TrueForAll(use => use.HoldsWithoutLabel()) ? [NodeOf(uses.Find(IsAbsent))] : null;
        var partial = uses.FindAll(IsPartial);
        var needsLabel = partial.Exists(use => !use.IsNegated);

        // What a test of a part rules out already needs no mention.
        var excluded = uses.FindAll(IsNoneOf).SelectMany(ValuesOf).Where(value => partial.TrueForAll(use => use.Holds(value))).Distinct(StringComparer.Ordinal).ToList();
        List<SelectorNode> tests = [];
        if (!needsLabel && uses.Exists(IsPresent))
            tests.Add(NodeOf(uses.Find(IsPresent)));
        tests.AddRange(partial.Select(NodeOf));
        if (excluded.Count > 0)
            tests.Add(Of(label, excluded, isIn: false));
        return tests;
    }

    private static List<SelectorNode>? JoinAny(string label, List<LabelUse> uses)
    {
        var holdsWithout = uses.Exists(use => use.HoldsWithoutLabel());
        if (uses.Exists(IsPresent))
            return holdsWithout ? null : [NodeOf(uses.Find(IsPresent))];

        // Anything but few values: these are worked out on all the other tests.
        if (uses.Exists(IsNoneOf))
        {
            var excluded = ValuesOf(uses.Find(IsNoneOf)).Where(value => !uses.Exists(use => use.Holds(value))).ToList();
            return excluded.Count == 0 ? null : [Of(label, excluded, isIn: false)];
        }

        var partial = uses.FindAll(IsPartial);
        var values = uses.FindAll(IsOneOf).SelectMany(ValuesOf).Where(value => !partial.Exists(use => use.Holds(value))).Distinct(StringComparer.Ordinal).ToList();
        List<SelectorNode> tests = [];
        if (uses.Exists(IsAbsent) && !partial.Exists(use => use.IsNegated))
            tests.Add(NodeOf(uses.Find(IsAbsent)));
        if (values.Count > 0 || partial.Count + tests.Count == 0)
            tests.Add(Of(label, values, isIn: true));
        tests.AddRange(partial.Select(NodeOf));
        return tests;
    }

    private static bool IsPresent(LabelUse use) => use is { Test: HasNode, IsNegated: false };

    private static bool IsAbsent(LabelUse use) => use is { Test: HasNode, IsNegated: true };

    private static bool IsOneOf(LabelUse use) => IsWhole(use) && (use.Test.Operator is LabelOperator.Equal or LabelOperator.In) != use.IsNegated;

    private static bool IsNoneOf(LabelUse use) => IsWhole(use) && (use.Test.Operator is LabelOperator.NotEqual or LabelOperator.NotIn) != use.IsNegated;

    private static bool IsWhole(LabelUse use) => use.Test.Operator is LabelOperator.Equal or LabelOperator.In or LabelOperator.NotEqual or LabelOperator.NotIn;

    private static bool IsPartial(LabelUse use) => use.Test.Operator is LabelOperator.Contains or LabelOperator.StartsWith or LabelOperator.EndsWith;

    private static IReadOnlyList<string> ValuesOf(LabelUse use) => use.Test is LabelSetNode set ? set.Values : [((LabelValueNode)use.Test).Value];
}
