namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// One pass over a selector, from the leaves up, that writes each part in a form that is no longer and means the same. Several passes
/// may be needed until nothing changes.
/// </summary>
internal sealed class SelectorReduction
{
    /// <summary>The most operands side by side of which each is compared with each.</summary>
    public const int MostCompared = 32;

    /// <summary>Whether some part can never match, or always does, so that the selector is a mistake or a placeholder.</summary>
    public bool IsPointless { get; private set; }

    /// <summary>The form of a node.</summary>
    public SelectorNode Of(SelectorNode node) => node switch
    {
        NotNode not => OfNot(Of(not.Operand)),
        AndNode all => OfAnd(OfEach(all.OperandSpan)),
        OrNode any => OfOr(OfEach(any.OperandSpan)),
        LabelSetNode { Values.Count: 1 } one => LabelLists.Of(one.Label, one.Values, isIn: one.Operator == LabelOperator.In),
        _ => node,
    };

    private SelectorNode[] OfEach(ReadOnlySpan<SelectorNode> operands)
    {
        var each = new SelectorNode[operands.Length];
        for (var index = 0; index < each.Length; index++)
            each[index] = Of(operands[index]);
        return each;
    }

    /// <summary>A negation is taken inwards where that is no longer: a test of a whole value has an opposite.</summary>
    private SelectorNode OfNot(SelectorNode operand)
    {
        if (operand is not (AndNode or OrNode))
            return Opposite(operand);
        var not = new NotNode(operand);
        SelectorNode[] opposites = [.. (operand is AndNode all ? all.Operands : ((OrNode)operand).Operands).Select(Opposite)];
        SelectorNode inwards = operand is AndNode ? new OrNode(opposites, default) : new AndNode(opposites, default);
        if (inwards.ToReadable().Length > not.ToReadable().Length)
            return not;
        return operand is AndNode ? OfOr(opposites) : OfAnd(opposites);
    }

    private static SelectorNode Opposite(SelectorNode node) => node switch
    {
        NotNode not => not.Operand,
        LabelValueNode { Operator: LabelOperator.Equal } test => new LabelValueNode(test.Label, LabelOperator.NotEqual, test.Value, default),
        LabelValueNode { Operator: LabelOperator.NotEqual } test => new LabelValueNode(test.Label, LabelOperator.Equal, test.Value, default),
        LabelSetNode { Operator: LabelOperator.In } test => new LabelSetNode(test.Label, LabelOperator.NotIn, test.Values),
        LabelSetNode test => new LabelSetNode(test.Label, LabelOperator.In, test.Values),
        _ => new NotNode(node),
    };

    private SelectorNode OfAnd(SelectorNode[] operands)
    {
        if (Array.Exists(operands, operand => operand is GlobalNode))
            return new AndNode(operands, default);
        var kept = Flatten(operands, isAnd: true);
        IsPointless |= kept.Exists(IsNothing);
        kept.RemoveAll(operand => operand is AllNode);
        IsPointless |= !LabelLists.JoinAll(kept);
        if (IsPointless || kept.Count == 0)
            return new AndNode(operands, default);
        RemoveImplied(kept, isAnd: true);
        return kept.Count == 1 ? kept[0] : new AndNode([.. kept], default);
    }

    private SelectorNode OfOr(SelectorNode[] operands)
    {
        if (Array.Exists(operands, operand => operand is GlobalNode))
            return new OrNode(operands, default);
        var kept = Flatten(operands, isAnd: false);
        IsPointless |= kept.Exists(operand => operand is AllNode || IsNothing(operand));
        IsPointless |= !LabelLists.JoinAny(kept);
        if (IsPointless || kept.Count == 0)
            return new OrNode(operands, default);
        RemoveImplied(kept, isAnd: false);
        return kept.Count == 1 ? kept[0] : WithoutCommonPart(kept) ?? new OrNode([.. kept], default);
    }

    private static bool IsNothing(SelectorNode node) => node is NotNode { Operand: AllNode };

    /// <summary>The operands with those of nested nodes of the same kind in their place, each once.</summary>
    private static List<SelectorNode> Flatten(SelectorNode[] operands, bool isAnd)
    {
        var flat = new List<SelectorNode>(operands.Length);
        var seen = new HashSet<SelectorNode>();
        Add(operands);
        return flat;

        void Add(ReadOnlySpan<SelectorNode> some)
        {
            foreach (var operand in some)
            {
                if (isAnd && operand is AndNode all)
                    Add(all.OperandSpan);
                else if (!isAnd && operand is OrNode any)
                    Add(any.OperandSpan);
                else if (seen.Add(operand))
                    flat.Add(operand);
            }
        }
    }

    /// <summary>
    /// What all alternatives ask for, once and in front of them; null where there is nothing of the kind. Alternatives are never one
    /// the whole of another here.
    /// </summary>
    private SelectorNode? WithoutCommonPart(List<SelectorNode> alternatives)
    {
        var first = alternatives[0] is AndNode all ? all.Operands : [alternatives[0]];
        var common = first.ToHashSet();
        foreach (var alternative in alternatives.Skip(1))
            common.IntersectWith(alternative is AndNode other ? other.Operands : [alternative]);
        if (common.Count == 0)
            return null;
        var rests = new List<SelectorNode>(alternatives.Count);
        foreach (var alternative in alternatives)
        {
            SelectorNode[] rest = alternative is AndNode one ? [.. one.Operands.Where(operand => !common.Contains(operand))] : [];
            if (rest.Length == 0)
                return null;
            rests.Add(rest.Length == 1 ? rest[0] : new AndNode(rest, default));
        }

        return OfAnd([.. first.Where(common.Contains), OfOr([.. rests])]);
    }

    /// <summary>Of conditions drops what another one asks for too, of alternatives what is part of another one.</summary>
    private static void RemoveImplied(List<SelectorNode> operands, bool isAnd)
    {
        if (operands.Count is < 2 or > MostCompared)
            return;
        var labels = operands.ConvertAll(operand => SelectorLabels.KeysIn(operand).ToHashSet(StringComparer.Ordinal));
        for (var index = operands.Count - 1; index >= 0; index--)
        {
            for (var other = 0; other < operands.Count; other++)
            {
                if (other == index || !labels[index].Overlaps(labels[other]) || !IsNeedless(operands, index, other, isAnd))
                    continue;
                operands.RemoveAt(index);
                labels.RemoveAt(index);
                break;
            }
        }
    }

    /// <summary>Whether one operand says nothing that the other does not; one that the index goes by stays where the other is no help.</summary>
    private static bool IsNeedless(List<SelectorNode> operands, int index, int other, bool isAnd)
    {
        var (one, wider) = (operands[index], operands[other]);
        if (!isAnd)
            return Implies(one, wider);
        if (!Implies(wider, one))
            return false;
        var rank = SelectorIndexing.Of(one).Rank;
        return operands.Where((_, place) => place != index).Any(kept => SelectorIndexing.Of(kept).Rank >= rank);
    }

    private static bool Implies(SelectorNode one, SelectorNode other) =>
        !Satisfiability.CanHold(new AndNode([one, new NotNode(other)], default), negated: false);
}
