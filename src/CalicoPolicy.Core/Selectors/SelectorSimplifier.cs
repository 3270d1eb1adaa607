namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Rewrites alternatives of one label, <c>a == 'x' || a in {'y'}</c>, into one set, <c>a in {'x', 'y'}</c>, which selects the same
/// and which Calico can index.
/// </summary>
/// <remarks>O(nodes), plus sorting the merged values.</remarks>
public static class SelectorSimplifier
{
    /// <summary>The shorter selector, as people write it.</summary>
    /// <returns>Null when no two alternatives of one label stand anywhere in it.</returns>
    public static string? Suggest(Selector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var simpler = Simplify(selector.Root);
        return ReferenceEquals(simpler, selector.Root) ? null : simpler.ToReadable();
    }

    /// <summary>The same condition with alternatives merged; the very same node when there are none.</summary>
    internal static SelectorNode Simplify(SelectorNode node)
    {
        switch (node)
        {
            case NotNode not:
                var operand = Simplify(not.Operand);
                return ReferenceEquals(operand, not.Operand) ? not : new NotNode(operand);
            case AndNode all:
                var conditions = SimplifyEach(all.OperandSpan, out var changedAnd);
                return changedAnd ? new AndNode(conditions, default) : all;
            case OrNode any:
                var alternatives = SimplifyEach(any.OperandSpan, out var changedOr);
                return Merge(alternatives) ?? (changedOr ? new OrNode(alternatives, default) : any);
            default:
                return node;
        }
    }

    private static SelectorNode[] SimplifyEach(ReadOnlySpan<SelectorNode> operands, out bool changed)
    {
        var simpler = new SelectorNode[operands.Length];
        changed = false;
        for (var i = 0; i < operands.Length; i++)
        {
            simpler[i] = Simplify(operands[i]);
            changed |= !ReferenceEquals(simpler[i], operands[i]);
        }

        return simpler;
    }

    /// <summary>The alternatives with at most one set a label, in the order of first use; null when every label has only one.</summary>
    private static SelectorNode? Merge(SelectorNode[] alternatives)
    {
        var merged = new List<SelectorNode>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var found = false;
        foreach (var alternative in Flatten(alternatives))
        {
            if (alternative is not LabelNode { Operator: LabelOperator.Equal or LabelOperator.In } test)
            {
                merged.Add(alternative);
            }
            else if (places.TryAdd(test.Label, merged.Count))
            {
                merged.Add(test);
                values.Add(test.Label, [.. ValuesOf(test)]);
            }
            else
            {
                found = true;
                values[test.Label].AddRange(ValuesOf(test));
            }
        }

        if (!found)
            return null;
        foreach (var (label, place) in places)
            merged[place] = OneOf(label, Utf8Order.SortDistinct([.. values[label]]));
        return merged.Count == 1 ? merged[0] : new OrNode([.. merged], default);
    }

    private static IEnumerable<SelectorNode> Flatten(IEnumerable<SelectorNode> alternatives) =>
        alternatives.SelectMany(alternative => alternative is OrNode any ? Flatten(any.Operands) : [alternative]);

    private static IReadOnlyList<string> ValuesOf(LabelNode test) => test is LabelSetNode set ? set.Values : [((LabelValueNode)test).Value];

    private static LabelNode OneOf(string label, string[] sortedValues) => sortedValues.Length == 1
        ? new LabelValueNode(label, LabelOperator.Equal, sortedValues[0], default)
        : new LabelSetNode(label, LabelOperator.In, sortedValues, default);
}
