using System.Diagnostics;

namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Conditions that must hold together: their tests by label, and the alternatives among them. Looks for one of each that go together,
/// taking first the alternatives of which the fewest are left.
/// </summary>
internal sealed class AlternativeSearch(int steps)
{
    private readonly Dictionary<string, List<LabelUse>> _tests = new(StringComparer.Ordinal);
    private readonly List<string> _added = [];
    private readonly List<(SelectorNode Node, bool IsNegated)> _choices = [];
    private int _left = steps;

    /// <summary>Adds a condition.</summary>
    /// <returns>False where it is sure already that the conditions cannot hold together; of no more use then.</returns>
    public bool Add(SelectorNode node, bool isNegated)
    {
        switch (node)
        {
            case NotNode not:
                return Add(not.Operand, !isNegated);
            case AllNode or GlobalNode:
                return !isNegated;
            case LabelNode test:
                return Add(new LabelUse(test, isNegated));
            case AndNode or OrNode when isNegated == node is OrNode:
                foreach (var operand in OperandsOf(node))
                {
                    if (!Add(operand, isNegated)) return false;
                }

                return true;
            case AndNode or OrNode:
                _choices.Add((node, isNegated));
                return true;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Whether some labels meet all conditions; true as well where that is not known when the steps are spent.</summary>
    public bool CanHold() => Choose(0);

    private static ReadOnlySpan<SelectorNode> OperandsOf(SelectorNode node) => node is AndNode all ? all.OperandSpan : ((OrNode)node).OperandSpan;

    private bool Add(LabelUse use)
    {
        _left--;
        if (!_tests.TryGetValue(use.Test.Label, out var tests)) _tests.Add(use.Test.Label, tests = []);
        tests.Add(use);
        _added.Add(use.Test.Label);
        return LabelTests.CanPass(tests);
    }

    private bool Choose(int place)
    {
        if (place == _choices.Count || _left <= 0) return true;
        var narrowest = Narrowest(place);
        if (narrowest < 0) return false;
        (_choices[place], _choices[narrowest]) = (_choices[narrowest], _choices[place]);
        var (node, isNegated) = _choices[place];
        var (tests, choices) = (_added.Count, _choices.Count);
        foreach (var operand in OperandsOf(node))
        {
            _left--;
            if (Add(operand, isNegated) && Choose(place + 1)) return true;
            TakeBack(tests, choices);
        }

        (_choices[place], _choices[narrowest]) = (_choices[narrowest], _choices[place]);
        return false;
    }

    /// <summary>The choice with the fewest alternatives that go with what holds already; negative where one has none.</summary>
    private int Narrowest(int place)
    {
        var (found, fewest) = (place, int.MaxValue);
        for (var index = place; index < _choices.Count && fewest > 1; index++)
        {
            var (node, isNegated) = _choices[index];
            var (tests, choices, open) = (_added.Count, _choices.Count, 0);
            foreach (var operand in OperandsOf(node))
            {
                if (open >= fewest) break;
                if (Add(operand, isNegated)) open++;
                TakeBack(tests, choices);
            }

            if (open == 0) return -1;
            if (open < fewest) (found, fewest) = (index, open);
            if (_left <= 0) break;
        }

        return found;
    }

    private void TakeBack(int tests, int choices)
    {
        for (var index = _added.Count - 1; index >= tests; index--)
        {
            var list = _tests[_added[index]];
            list.RemoveAt(list.Count - 1);
        }

        _added.RemoveRange(tests, _added.Count - tests);
        _choices.RemoveRange(choices, _choices.Count - choices);
    }
}
