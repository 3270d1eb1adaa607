using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The selectors by which rules look for something outside of namespaces, each once, by a label that it asks for, with the first
/// rule that has it. Made in O(selectors); a question costs O(selectors that ask for one of the labels).
/// </summary>
internal sealed class RemoteSelectors
{
    private readonly Dictionary<string, List<(Selector Selector, TieredPolicy Policy, RulePlace Rule)>> _byLabel = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private RemoteSelectors(RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (resource is not TieredPolicy policy) continue;
            foreach (var rule in RulePlace.Of(policy)) Add(policy, rule, selectors);
        }
    }

    /// <summary>The selectors of a run.</summary>
    public static RemoteSelectors Of(RuleContext context) => context.Shared(static made => new RemoteSelectors(made));

    /// <summary>The rules whose selectors match some labels by a label that they ask for.</summary>
    public IEnumerable<(Selector Selector, TieredPolicy Policy, RulePlace Rule)> Matching(LabelMap labels)
    {
        foreach (var label in labels.Keys)
        {
            if (!_byLabel.TryGetValue(label, out var known)) continue;
            foreach (var one in known)
            {
                if (one.Selector.Matches(labels)) yield return one;
            }
        }
    }

    private void Add(TieredPolicy policy, RulePlace rule, SelectorCache selectors)
    {
        var peer = rule.Remote;
        if (peer.ServiceAccounts is not null || selectors.Find(peer.Selector) is not { } selector) return;
        var isGlobal = string.IsNullOrEmpty(peer.NamespaceSelector) ? !policy.IsNamespaced : selectors.Find(peer.NamespaceSelector)?.Root is GlobalNode;
        if (!isGlobal || !_seen.Add(selector.Text)) return;
        foreach (var (label, restriction) in LabelRestrictions.Of(selector.Root).Labels)
        {
            if (!restriction.MustBePresent) continue;
            if (!_byLabel.TryGetValue(label, out var known)) _byLabel.Add(label, known = []);
            known.Add((selector, policy, rule));
            return;
        }
    }
}
