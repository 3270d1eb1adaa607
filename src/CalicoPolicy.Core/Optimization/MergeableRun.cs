using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>
/// Rules of one action that follow each other. Gives those of them that may be merged, going by digests: the first merge of all is of
/// two rules as they were written, which are the same but for one list. Rules that are the same in all but lists stay together.
/// </summary>
/// <remarks>O(size of the rules) and no text is made, since hardly any rule of a careful policy can be merged.</remarks>
internal sealed class MergeableRun
{
    private const int Lists = 5;

    private readonly SelectorCache _selectors;
    private readonly List<(RulePlace Rule, int Form)> _rules = [];
    private readonly HashSet<int> _forms = [];
    private readonly HashSet<int> _shared = [];
    private readonly HashSet<(int List, int Form, int Others)> _seen = [];

    public MergeableRun(SelectorCache selectors) => _selectors = selectors;

    /// <summary>Adds the next rule.</summary>
    public void Add(RulePlace rule) => _rules.Add((rule, RuleDigest.WithoutLists(rule.Rule, _selectors)));

    /// <summary>The rules that may be merged, in their order; the run is empty afterwards.</summary>
    public IReadOnlyList<RulePlace> Take()
    {
        IReadOnlyList<RulePlace> taken = Keep(SharedForms()) && Keep(MergeableForms()) ? [.. _rules.Select(rule => rule.Rule)] : [];
        _rules.Clear();
        return taken;
    }

    private bool Keep(HashSet<int> forms)
    {
        if (forms.Count > 0) _rules.RemoveAll(rule => !forms.Contains(rule.Form));
        return forms.Count > 0;
    }

    /// <summary>What two rules or more are the same in.</summary>
    private HashSet<int> SharedForms()
    {
        _forms.Clear();
        _shared.Clear();
        foreach (var (_, form) in _rules)
        {
            if (!_forms.Add(form)) _shared.Add(form);
        }

        return _shared;
    }

    /// <summary>What two rules are the same in that differ in no more than one list.</summary>
    private HashSet<int> MergeableForms()
    {
        _forms.Clear();
        _seen.Clear();
        Span<int> lists = stackalloc int[Lists];
        foreach (var (rule, form) in _rules)
        {
            if (_forms.Contains(form)) continue;
            Digest(rule.Rule, lists);
            for (var list = 0; list < Lists; list++)
            {
                if (!_seen.Add((list, form, Others(lists, list)))) _forms.Add(form);
            }
        }

        return _forms;
    }

    private static void Digest(PolicyRule rule, Span<int> lists)
    {
        lists[0] = RuleDigest.Set(rule.Destination.Nets);
        lists[1] = RuleDigest.Set(rule.Source.Nets);
        lists[2] = RuleDigest.Set(rule.Destination.Ports);
        lists[3] = RuleDigest.Set(rule.Source.Ports);
        lists[4] = RuleDigest.Set(rule.Destination.Domains, domain => domain.ToLowerInvariant().GetHashCode(StringComparison.Ordinal));
    }

    private static int Others(ReadOnlySpan<int> lists, int without)
    {
        var others = new HashCode();
        for (var list = 0; list < Lists; list++) others.Add(list == without ? RuleDigest.Nothing : lists[list]);
        return others.ToHashCode();
    }
}
