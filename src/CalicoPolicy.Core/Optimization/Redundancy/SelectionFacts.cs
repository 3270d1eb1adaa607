using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>What a look at a policy's selector says on which others it has to be compared with in full.</summary>
internal sealed class SelectionFacts
{
    private readonly IReadOnlyDictionary<string, LabelRestriction> _restrictions;
    private readonly HashSet<string> _labels;
    private readonly List<string[]> _parts = [];
    private readonly (string Label, LabelRestriction Restriction)[] _asked;

    /// <summary>Looks at a selector.</summary>
    /// <param name="selector">The selector; null: all endpoints.</param>
    /// <param name="logic">Knows what Calico's own labels add to it.</param>
    public SelectionFacts(Selector? selector, SelectorLogic logic)
    {
        var full = logic.Full(selector, isEndpoint: true);
        _restrictions = LabelRestrictions.Of(full).Labels;
        _labels = [.. SelectorLabels.KeysIn(full)];
        _asked = selector is null ? [] : [.. LabelRestrictions.Of(selector.Root).Labels.Where(label => label.Value.MustBePresent).Select(label => (label.Key, label.Value))];
        if (selector is not null) AddParts(selector.Root);
    }

    /// <summary>Whether everything is selected.</summary>
    public bool IsEverything => _parts.Count == 0;

    /// <summary>The labels that whatever is selected must have, with the value where only one is possible.</summary>
    public IEnumerable<(string Label, string? Value)> Asked => _asked.Select(one => (one.Label, ValueOf(one.Restriction)));

    /// <summary>The same, with what Calico's own labels add.</summary>
    public IEnumerable<(string Label, string? Value)> Known =>
        _restrictions.Where(label => label.Value.MustBePresent).Select(label => (label.Key, ValueOf(label.Value)));

    /// <summary>Whether it may be that all that is selected here is selected by another. Not where the other asks for a label of which nothing is said here.</summary>
    public bool MayBeIn(SelectionFacts other)
    {
        foreach (var labels in other._parts)
        {
            var isKnown = false;
            foreach (var label in labels) isKnown |= _labels.Contains(label);
            if (!isKnown) return false;
        }

        foreach (var (label, asked) in other._asked)
        {
            if (!_restrictions.TryGetValue(label, out var own) || !own.MustBePresent) return false;
            if (!asked.LimitsValues) continue;
            if (!own.LimitsValues) return false;
            foreach (var value in own.Values)
            {
                if (!asked.Values.Contains(value)) return false;
            }
        }

        return true;
    }

    /// <summary>Whether nothing can be selected by both, since they want other values of one label. A positive answer is always right.</summary>
    public bool AreApart(SelectionFacts other)
    {
        foreach (var (label, own) in _restrictions)
        {
            if (!other._restrictions.TryGetValue(label, out var restriction)) continue;
            if ((own.MustBePresent && restriction.MustBeAbsent) || (own.MustBeAbsent && restriction.MustBePresent)) return true;
            if (own.LimitsValues && restriction.LimitsValues && !HaveOne(own.Values, restriction.Values)) return true;
        }

        return false;
    }

    private static bool HaveOne(IReadOnlyList<string> one, IReadOnlyList<string> two)
    {
        foreach (var value in one)
        {
            if (two.Contains(value)) return true;
        }

        return false;
    }

    private static string? ValueOf(LabelRestriction restriction) => restriction is { LimitsValues: true, Values.Count: 1 } ? restriction.Values[0] : null;

    /// <summary>The labels of each condition that must hold; one that always holds says nothing.</summary>
    private void AddParts(SelectorNode node)
    {
        if (node is AndNode all)
        {
            foreach (var operand in all.Operands) AddParts(operand);
        }
        else if (Satisfiability.CanHold(node, negated: true))
        {
            _parts.Add([.. SelectorLabels.KeysIn(node)]);
        }
    }
}
