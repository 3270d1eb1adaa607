using System.Runtime.InteropServices;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// The policies of a tier in the order of evaluation, and an index of them: a policy that selects all that another does asks for no label
/// that the other does not ask for, so that it is found by the rarest of those that it asks for.
/// </summary>
/// <remarks>Made in O(n log n); a look-up costs as many policies as share that label and value.</remarks>
internal sealed class SequencedTier
{
    private readonly SelectorLogic _logic;
    private readonly Dictionary<(string? Label, string? Value), List<SequencedPolicy>> _sure = [];
    private readonly Dictionary<string, List<SequencedPolicy>> _passing = new(StringComparer.Ordinal);
    private readonly SequencedPolicy[] _all;

    /// <summary>Makes the tier.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="order">Its place; null where nobody knows.</param>
    /// <param name="passes">Whether its end passes traffic on.</param>
    /// <param name="policies">Its policies, in any order.</param>
    /// <param name="logic">Knows their selectors.</param>
    public SequencedTier(string name, double? order, bool passes, IEnumerable<SequencedPolicy> policies, SelectorLogic logic)
    {
        (Name, Order, Passes, _logic) = (name, order, passes, logic);
        _all = [.. policies.OrderBy(policy => policy.Order).ThenBy(policy => policy.Key, StringComparer.Ordinal)];
        for (var place = 0; place < _all.Length; place++) _all[place].Place = place;
        IndexSure();
        foreach (var policy in _all)
        {
            if (policy.Passes(PolicyType.Ingress) || policy.Passes(PolicyType.Egress)) ListOf(_passing, policy.Namespace).Add(policy);
        }
    }

    /// <summary>The tier's name.</summary>
    public string Name { get; }

    /// <summary>Its place; null where nobody knows.</summary>
    public double? Order { get; }

    /// <summary>Whether its end passes traffic on.</summary>
    public bool Passes { get; }

    /// <summary>The policies that surely select all that another one selects and are evaluated wherever it is, in order; of very many, some.</summary>
    /// <param name="policy">The other policy.</param>
    /// <param name="most">How many are looked at.</param>
    public List<SequencedPolicy> SureFor(SequencedPolicy policy, int most)
    {
        var found = new List<SequencedPolicy>();
        foreach (var key in KeysOf(policy))
        {
            if (!_sure.TryGetValue(key, out var candidates)) continue;
            foreach (var candidate in candidates)
            {
                if (most-- <= 0) break;
                if (ReferenceEquals(candidate, policy) || (candidate.Hooks & policy.Hooks) != policy.Hooks) continue;
                if (candidate.Facts.IsEverything || (policy.Facts.MayBeIn(candidate.Facts) && _logic.Implies(policy.Selector, candidate.Selector, isEndpoint: true))) found.Add(candidate);
            }
        }

        found.Sort(static (left, right) => left.Place.CompareTo(right.Place));
        return found;
    }

    /// <summary>The policies that pass something on and may select something that another one selects, but for some; null where they are too many.</summary>
    /// <param name="policy">The other policy.</param>
    /// <param name="except">Those to leave out.</param>
    /// <param name="most">How many are looked at.</param>
    public List<SequencedPolicy>? PassingFor(SequencedPolicy policy, List<SequencedPolicy> except, int most)
    {
        var found = new List<SequencedPolicy>();
        var left = except.ToHashSet<SequencedPolicy>(ReferenceEqualityComparer.Instance);
        foreach (var ns in policy.Namespace.Length > 0 ? [string.Empty, policy.Namespace] : (IEnumerable<string>)_passing.Keys)
        {
            if (!_passing.TryGetValue(ns, out var candidates)) continue;
            foreach (var candidate in candidates)
            {
                if (most-- <= 0) return null;
                if ((candidate.Hooks & policy.Hooks) == 0 || left.Contains(candidate)) continue;
                if (!candidate.IsParsed || !policy.Facts.AreApart(candidate.Facts)) found.Add(candidate);
            }
        }

        found.Sort(static (left, right) => left.Place.CompareTo(right.Place));
        return found;
    }

    private void IndexSure()
    {
        var counts = new Dictionary<(string?, string?), int>();
        var keys = new List<(SequencedPolicy Policy, List<(string? Label, string? Value)> Keys)>();
        foreach (var policy in _all)
        {
            if (!policy.IsSure) continue;
            List<(string? Label, string? Value)> own = [.. policy.Facts.Asked];
            if (own.Count == 0) own.Add((null, null));
            foreach (var key in own) CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
            keys.Add((policy, own));
        }

        foreach (var (policy, own) in keys) ListOf(_sure, own.MinBy(key => counts[key])).Add(policy);
    }

    /// <summary>The keys of policies that may select all that one selects.</summary>
    private static IEnumerable<(string? Label, string? Value)> KeysOf(SequencedPolicy policy)
    {
        yield return (null, null);
        foreach (var (label, value) in policy.Facts.Known)
        {
            yield return (label, null);
            if (value is not null) yield return (label, value);
        }
    }

    private static List<SequencedPolicy> ListOf<TKey>(Dictionary<TKey, List<SequencedPolicy>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list)) lists.Add(key, list = []);
        return list;
    }
}
