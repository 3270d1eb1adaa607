using System.Diagnostics;

namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Proves that a selector matches nothing, or everything. Built on Calico's <see cref="LabelRestrictions"/>, and sharper: within a
/// conjunction all tests of one label are tried together on the few values, or the absence, that are still possible.
/// </summary>
/// <remarks>
/// A proof is always right; "can match" may be wrong. O(nodes x depth), and within a conjunction values x tests of each label.
/// </remarks>
internal static class Satisfiability
{
    /// <summary>Whether nothing rules out that some labels make the node true or, negated, false.</summary>
    public static bool CanHold(SelectorNode node, bool negated) => node switch
    {
        AllNode or GlobalNode => !negated,
        NotNode not => CanHold(not.Operand, !negated),
        LabelSetNode { Values.Count: 0 } empty => (empty.Operator == LabelOperator.NotIn) != negated,
        LabelNode => true,
        AndNode all => negated ? AnyCanHold(all.OperandSpan, negated) : new Conjunction(node, negated).CanHold(),
        OrNode any => negated ? new Conjunction(node, negated).CanHold() : AnyCanHold(any.OperandSpan, negated),
        _ => throw new UnreachableException(),
    };

    private static bool AnyCanHold(ReadOnlySpan<SelectorNode> operands, bool negated)
    {
        foreach (var operand in operands)
        {
            if (CanHold(operand, negated))
                return true;
        }

        return false;
    }

    /// <summary>Conditions that must hold together: the tests in them by label, and what is no test.</summary>
    private sealed class Conjunction
    {
        private readonly Dictionary<string, List<LabelUse>> _tests = new(StringComparer.Ordinal);
        private readonly LabelRestrictions? _restrictions;
        private bool _impossible;

        public Conjunction(SelectorNode node, bool negated)
        {
            _restrictions = negated ? null : LabelRestrictions.Of(node);
            Add(node, negated);
        }

        public bool CanHold()
        {
            if (_impossible || _restrictions is { CanBeMet: false })
                return false;
            foreach (var (label, tests) in _tests)
            {
                if (!CanHold(tests, _restrictions?.Labels.GetValueOrDefault(label)))
                    return false;
            }

            return true;
        }

        private static bool CanHold(List<LabelUse> tests, LabelRestriction? known)
        {
            var values = known is { LimitsValues: true } ? known.Values : tests.Select(ValuesOf).FirstOrDefault(v => v is not null);
            if (values is not null)
                return values.Any(value => tests.TrueForAll(test => test.Holds(value)));
            if (tests.TrueForAll(test => test.HoldsWithoutLabel()) && known is not { MustBePresent: true })
                return true;
            return known is not { MustBeAbsent: true } && !tests.Exists(test => test is { IsNegated: true, Test: HasNode });
        }

        /// <summary>The only values that pass the test, if it is of that kind.</summary>
        private static IReadOnlyList<string>? ValuesOf(LabelUse use) => (use.Test, use.IsNegated) switch
        {
            (LabelValueNode { Operator: LabelOperator.Equal } test, false) => [test.Value],
            (LabelValueNode { Operator: LabelOperator.NotEqual } test, true) => [test.Value],
            (LabelSetNode { Operator: LabelOperator.In } test, false) => test.Values,
            (LabelSetNode { Operator: LabelOperator.NotIn } test, true) => test.Values,
            _ => null,
        };

        private void Add(SelectorNode node, bool negated)
        {
            switch (node)
            {
                case NotNode not:
                    Add(not.Operand, !negated);
                    break;
                case AndNode all when !negated:
                    foreach (var operand in all.OperandSpan)
                        Add(operand, negated);
                    break;
                case OrNode any when negated:
                    foreach (var operand in any.OperandSpan)
                        Add(operand, negated);
                    break;
                case LabelNode test:
                    if (!_tests.TryGetValue(test.Label, out var tests))
                        _tests.Add(test.Label, tests = []);
                    tests.Add(new LabelUse(test, negated));
                    break;
                default:
                    _impossible |= !Satisfiability.CanHold(node, negated);
                    break;
            }
        }
    }
}
