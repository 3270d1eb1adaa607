using System.Diagnostics;

namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Whether Calico can find what a selector matches through an index of labels, or must try it on every endpoint: the rule of
/// the selector page of Calico's documentation. Optimized are <c>==</c>, <c>in</c> and <c>has</c>, with the last also
/// <c>contains</c>, <c>starts with</c> and <c>ends with</c>, and <c>&amp;&amp;</c> with one optimized operand; not <c>all()</c>,
/// <c>!=</c>, <c>not in</c>, <c>!</c> and <c>||</c>.
/// </summary>
/// <remarks>
/// Newer engines do better than the page promises: with <see cref="LabelRestrictions"/> they also index <c>||</c> when every branch
/// needs the same label. O(nodes).
/// </remarks>
/// <param name="IsOptimized">Whether the index is used.</param>
/// <param name="Reason">
/// When optimized, the label test to index by, one that names values before one that does not; otherwise the first part that cannot be indexed.
/// </param>
public readonly record struct SelectorIndexing(bool IsOptimized, SelectorNode Reason)
{
    /// <summary>Judges a selector or a part of one.</summary>
    public static SelectorIndexing Of(SelectorNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node switch
        {
            LabelNode test => new(test.Operator is not (LabelOperator.NotEqual or LabelOperator.NotIn), test),
            AndNode all => OfAll(all),
            NotNode or OrNode or AllNode or GlobalNode => new(false, node),
            _ => throw new UnreachableException(),
        };
    }

    private static SelectorIndexing OfAll(AndNode node)
    {
        var best = Of(node.OperandSpan[0]);
        foreach (var operand in node.OperandSpan[1..])
        {
            var next = Of(operand);
            if (next.Rank > best.Rank)
                best = next;
        }

        return best;
    }

    /// <summary>0: not optimized; 1: by presence of a label; 2: by values.</summary>
    internal int Rank => (IsOptimized, Reason) switch
    {
        (false, _) => 0,
        (true, LabelNode { Operator: LabelOperator.Equal or LabelOperator.In }) => 2,
        _ => 1,
    };
}
