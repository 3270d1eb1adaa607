using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Validation;

/// <summary>The network sets of an input that have domains and no addresses. Finding one is O(such sets), once for each selector and namespace.</summary>
internal sealed class DomainSets
{
    private readonly List<AddressSet> _sets;
    private readonly Dictionary<(string? Namespace, bool OnlyGlobal, string Selector), AddressSet?> _answers = [];

    private DomainSets(RuleContext context) =>
        _sets = [.. context.Resources.OfType<AddressSet>().Where(set => set is { Nets.Count: 0, AllowedEgressDomains.Count: > 0 })];

    public static DomainSets Of(RuleContext context) => context.Shared(static made => new DomainSets(made));

    /// <summary>The first such set that a rule's selector means: it matches, and by a label that the selector asks for.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="ns">The only namespace that counts; null: all, and global sets too.</param>
    /// <param name="onlyGlobal">Whether only global sets count.</param>
    public AddressSet? Find(Selector selector, string? ns, bool onlyGlobal)
    {
        if (_sets.Count == 0) return null;
        if (_answers.TryGetValue((ns, onlyGlobal, selector.Text), out var answer)) return answer;
        var asked = LabelRestrictions.Of(selector.Root).Labels;
        answer = _sets.Find(set => IsInReach(set, ns, onlyGlobal) && set.Labels.Keys.Any(label => asked.TryGetValue(label, out var restriction) && restriction.MustBePresent) && selector.Matches(set.Labels));
        _answers.Add((ns, onlyGlobal, selector.Text), answer);
        return answer;
    }

    private static bool IsInReach(AddressSet set, string? ns, bool onlyGlobal) =>
        onlyGlobal ? !set.IsNamespaced : ns is null || (set.IsNamespaced && (set.Namespace ?? "default") == ns);
}
