namespace CalicoPolicy.Core.Selectors;

/// <summary>Puts a prefix before every label key of a selector; everything else, the ranges too, stays.</summary>
/// <remarks>O(nodes). Keys may grow beyond what can be parsed again.</remarks>
internal static class LabelPrefix
{
    public static SelectorNode Add(SelectorNode node, string prefix) => node switch
    {
        LabelNode test => test.WithLabel(prefix + test.Label),
        NotNode not => new NotNode(Add(not.Operand, prefix), not.Range),
        AndNode all => new AndNode(AddToEach(all.OperandSpan, prefix), all.Range),
        OrNode any => new OrNode(AddToEach(any.OperandSpan, prefix), any.Range),
        _ => node,
    };

    private static SelectorNode[] AddToEach(ReadOnlySpan<SelectorNode> operands, string prefix)
    {
        var prefixed = new SelectorNode[operands.Length];
        for (var i = 0; i < operands.Length; i++)
            prefixed[i] = Add(operands[i], prefix);
        return prefixed;
    }
}
