using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Which network sets of an input a rule may mean, by labels or by the names that Calico puts on them. Where that is not certain, a
/// set counts as meant.
/// </summary>
/// <remarks>Made in O(labels + rules), and for each different selector O(sets that carry a label that it asks for).</remarks>
internal sealed class SetUses
{
    private const string KindLabel = "projectcalico.org/kind";
    private const string AnyNamespace = "";

    private readonly HashSet<AddressSet> _used = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, List<Labelled>> _byLabel = new(StringComparer.Ordinal);
    private readonly List<Labelled> _sets = [];

    private SetUses(RuleContext context)
    {
        foreach (var set in context.Resources.OfType<AddressSet>()) Add(set);
        if (_sets.Count == 0) return;
        var selectors = SelectorCache.Of(context);
        var asked = new HashSet<(string Selector, string? Namespace, bool IsGlobal)>();
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var rules = resource switch
            {
                TieredPolicy policy => RulePlace.Of(policy),
                Profile profile => RulePlace.Of(profile),
                _ => [],
            };
            var home = resource is TieredPolicy { IsNamespaced: true } ? resource.Namespace ?? "default" : null;
            foreach (var (_, peer) in rules.SelectMany(rule => rule.Sides))
            {
                var (ns, isGlobal) = Reach(peer, home, selectors);
                if (!string.IsNullOrEmpty(peer.Selector) || !string.IsNullOrEmpty(peer.NamespaceSelector))
                    Use((peer.Selector ?? string.Empty, ns, isGlobal), asked, selectors);
                if (!string.IsNullOrEmpty(peer.NotSelector)) Use((peer.NotSelector, ns, isGlobal), asked, selectors);
            }
        }
    }

    /// <summary>The uses of a run's sets.</summary>
    public static SetUses Of(RuleContext context) => context.Shared(static made => new SetUses(made));

    /// <summary>Whether a rule may mean the set.</summary>
    public bool Contains(AddressSet set) => _used.Contains(set);

    /// <summary>The namespace that a side looks in (null: not only in namespaces; empty: in any), and whether it looks for what is in none.</summary>
    private static (string? Namespace, bool IsGlobal) Reach(PolicyPeer peer, string? home, SelectorCache selectors)
    {
        if (string.IsNullOrEmpty(peer.NamespaceSelector)) return (home, false);
        if (selectors.Find(peer.NamespaceSelector) is not { } namespaces) return (null, false);
        if (namespaces.Root is GlobalNode or NotNode { Operand: AllNode }) return (null, true);
        if (namespaces.Text.Contains("global", StringComparison.Ordinal)) return (null, false);
        return (PolicyScope.SingleNamespace(namespaces.Root) ?? AnyNamespace, false);
    }

    private void Use(
        (string Selector, string? Namespace, bool IsGlobal) question, HashSet<(string, string?, bool)> asked, SelectorCache selectors)
    {
        if (!asked.Add(question)) return;
        var selector = selectors.Find(question.Selector);
        foreach (var one in Candidates(selector))
        {
            if (_used.Contains(one.Set) || !IsInReach(one.Set, question.Namespace, question.IsGlobal)) continue;
            if (selector is null || selector.Matches(one.Labels)) _used.Add(one.Set);
        }
    }

    private List<Labelled> Candidates(Selector? selector)
    {
        if (selector is null) return _sets;
        foreach (var (label, restriction) in LabelRestrictions.Of(selector.Root).Labels)
        {
            if (!restriction.MustBePresent) continue;
            return restriction.LimitsValues
                ? [.. restriction.Values.SelectMany(value => _byLabel.GetValueOrDefault($"{label}={value}") ?? [])]
                : _byLabel.GetValueOrDefault(label) ?? [];
        }

        return _sets;
    }

    private static bool IsInReach(AddressSet set, string? ns, bool onlyGlobal) => onlyGlobal
        ? !set.IsNamespaced
        : ns is null || (set.IsNamespaced && (ns.Length == 0 || ns == (set.Namespace ?? "default")));

    private void Add(AddressSet set)
    {
        var labels = LabelMap.Of([new(AutomaticLabels.Name, set.Name), new(KindLabel, set.Kind)]).With(set.Labels);
        if (set.IsNamespaced) labels = labels.With([new(AutomaticLabels.Namespace, set.Namespace ?? "default")]);
        var one = new Labelled(set, labels);
        _sets.Add(one);
        foreach (var (label, value) in labels)
        {
            Add(label, one);
            Add($"{label}={value}", one);
        }
    }

    private void Add(string key, Labelled one)
    {
        if (!_byLabel.TryGetValue(key, out var all)) _byLabel.Add(key, all = []);
        all.Add(one);
    }

    private sealed record Labelled(AddressSet Set, LabelMap Labels);
}
