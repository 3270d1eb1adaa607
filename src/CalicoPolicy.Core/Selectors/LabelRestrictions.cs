using System.Diagnostics;

namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// The restrictions that Calico's label index derives from a selector (libcalico-go/lib/selector/parser/ast.go), to the letter:
/// also that <c>in {}</c> only asks for presence, and that a negation says something only in <c>!has(label)</c>.
/// </summary>
/// <remarks>O(nodes x depth) time; computed on each call.</remarks>
public sealed class LabelRestrictions
{
    private LabelRestrictions(Dictionary<string, LabelRestriction> labels) => Labels = labels;

    /// <summary>The restricted labels; all restrictions hold together.</summary>
    public IReadOnlyDictionary<string, LabelRestriction> Labels { get; }

    /// <summary>Whether every single restriction can be met. False means that the selector never matches; true proves nothing.</summary>
    public bool CanBeMet => Labels.Values.All(restriction => restriction.CanBeMet);

    /// <summary>Derives the restrictions of a selector or a part of one.</summary>
    public static LabelRestrictions Of(SelectorNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var labels = new Dictionary<string, LabelRestriction>(StringComparer.Ordinal);
        foreach (var (label, draft) in Derive(node))
            labels.Add(label, new LabelRestriction(draft.Present, draft.Absent, draft.Values));
        return new LabelRestrictions(labels);
    }

    private static Dictionary<string, Draft> Derive(SelectorNode node) => node switch
    {
        HasNode has => One(has, new Draft { Present = true }),
        LabelValueNode { Operator: LabelOperator.Equal } equal => One(equal, new Draft { Present = true, Values = [equal.Value] }),
        LabelValueNode { Operator: LabelOperator.NotEqual } => [],
        LabelValueNode part => One(part, new Draft { Present = true }),
        LabelSetNode { Operator: LabelOperator.NotIn } => [],
        LabelSetNode { Values.Count: 0 } empty => One(empty, new Draft { Present = true }),
        LabelSetNode set => One(set, new Draft { Present = true, Values = [.. set.Values] }),
        NotNode { Operand: HasNode has } => One(has, new Draft { Absent = true }),
        NotNode or AllNode or GlobalNode => [],
        AndNode all => All(all),
        OrNode any => Any(any),
        _ => throw new UnreachableException(),
    };

    private static Dictionary<string, Draft> One(LabelNode test, Draft draft) =>
        new(StringComparer.Ordinal) { [test.Label] = draft };

    private static Dictionary<string, Draft> All(AndNode node)
    {
        var all = Derive(node.OperandSpan[0]);
        foreach (var operand in node.OperandSpan[1..])
        {
            foreach (var (label, added) in Derive(operand))
            {
                if (!all.TryAdd(label, added))
                    all[label].And(added);
            }
        }

        return all;
    }

    private static Dictionary<string, Draft> Any(OrNode node)
    {
        var any = Derive(node.OperandSpan[0]);
        foreach (var operand in node.OperandSpan[1..])
        {
            if (any.Count == 0)
                break;
            var other = Derive(operand);
            foreach (var (label, draft) in any)
            {
                if (!other.TryGetValue(label, out var added) || !draft.Or(added))
                    any.Remove(label);
            }
        }

        return any;
    }

    /// <summary>A restriction while it is being combined. Null values mean that any value will do.</summary>
    private sealed class Draft
    {
        public bool Present { get; set; }

        public bool Absent { get; set; }

        public HashSet<string>? Values { get; set; }

        public void And(Draft other)
        {
            Present |= other.Present;
            Absent |= other.Absent;
            if (Values is null)
                Values = other.Values;
            else if (other.Values is not null)
                Values.IntersectWith(other.Values);
        }

        /// <returns>Whether any restriction is left.</returns>
        public bool Or(Draft other)
        {
            Present &= other.Present;
            Absent &= other.Absent;
            if (!Present || other.Values is null)
                Values = null;
            else
                Values?.UnionWith(other.Values);
            return Present || Absent;
        }
    }
}
