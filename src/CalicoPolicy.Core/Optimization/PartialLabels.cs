using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization;

/// <summary>
/// Labels of which only some are known. A selector then holds, does not hold, or nobody knows: the answer is given only where the
/// labels that are not known cannot change it.
/// </summary>
internal sealed class PartialLabels
{
    private readonly Dictionary<string, string?> _known;
    private readonly bool _isComplete;

    private PartialLabels(Dictionary<string, string?> known, bool isComplete)
    {
        _known = known;
        _isComplete = isComplete;
    }

    /// <summary>No labels at all.</summary>
    public static PartialLabels Nothing { get; } = new([], isComplete: true);

    /// <summary>Some labels; null: known to be missing. Any other label may be there.</summary>
    public static PartialLabels Of(params ReadOnlySpan<(string Label, string? Value)> known)
    {
        var labels = new Dictionary<string, string?>(known.Length, StringComparer.Ordinal);
        foreach (var (label, value) in known) labels.Add(label, value);
        return new(labels, isComplete: false);
    }

    /// <summary>Whether the condition holds; null: that depends on labels that are not known. O(nodes).</summary>
    public bool? Meet(SelectorNode node) => node switch
    {
        AllNode or GlobalNode => true,
        NotNode not => !Meet(not.Operand),
        AndNode all => Join(all.Operands, deciding: false),
        OrNode any => Join(any.Operands, deciding: true),
        LabelNode test when _known.TryGetValue(test.Label, out var value) && value is not null => SelectorEvaluation.Holds(test, value),
        LabelNode test when _isComplete || _known.ContainsKey(test.Label) => SelectorEvaluation.HoldsWithoutLabel(test.Operator),
        _ => null,
    };

    private bool? Join(IReadOnlyList<SelectorNode> operands, bool deciding)
    {
        bool? joined = !deciding;
        foreach (var operand in operands)
        {
            var met = Meet(operand);
            if (met == deciding) return deciding;
            joined = met is null ? null : joined;
        }

        return joined;
    }
}
