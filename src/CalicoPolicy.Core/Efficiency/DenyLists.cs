using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The Deny rules of an input that are deny lists, and the policies that allow any address. Made in O(rules); a question on order
/// costs O(such policies of the tier).
/// </summary>
internal sealed class DenyLists
{
    private readonly List<(string Name, LabelMap Labels)> _feeds = [];
    private readonly Dictionary<(string Tier, PolicyType Direction), List<(TieredPolicy Policy, RulePlace Rule)>> _allows = [];

    private readonly Dictionary<(TieredPolicy Policy, PolicyType Direction), RulePlace> _open = new(new ByPolicy());

    private DenyLists(RuleContext context)
    {
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (resource is GlobalThreatFeed { GlobalNetworkSet: { } set }) _feeds.Add((resource.Name, set.Labels));
            if (resource is not TieredPolicy { IsStaged: false } policy) continue;
            foreach (var direction in policy.Types)
            {
                if (RulePlace.Of(policy, direction).FirstOrDefault(IsOpen) is not { } open) continue;
                _open.TryAdd((policy, direction), open);
                if (policy is not GlobalPolicy) continue;
                if (!_allows.TryGetValue((policy.Tier, direction), out var known)) _allows.Add((policy.Tier, direction), known = []);
                known.Add((policy, open));
            }
        }
    }

    /// <summary>The deny lists of a run.</summary>
    public static DenyLists Of(RuleContext context) => context.Shared(static made => new DenyLists(made));

    /// <summary>The set that a rule denies, in words; null where the rule is no deny list.</summary>
    public string? Find(RulePlace rule, RuleContext context)
    {
        var peer = rule.Remote;
        if (rule.Rule.Action != PolicyAction.Deny || peer.ServiceAccounts is not null || peer.Services is not null) return null;
        var selectors = SelectorCache.Of(context);
        if (selectors.Find(peer.Selector) is not { } selector) return null;
        if (!string.IsNullOrEmpty(peer.NamespaceSelector) && selectors.Find(peer.NamespaceSelector)?.Root is not GlobalNode) return null;
        var labelled = LabelledObjects.Of(context);
        var list = labelled.FindGlobal(selector) is GlobalNetworkSet set ? $"GlobalNetworkSet {set.Name}" : Feed(selector);
        return list is null || labelled.MayMatchNamespaced(selector, null) ? null : list;
    }

    /// <summary>An Allow of any address that decides before a rule, for all that its policy selects; null where none surely does.</summary>
    public string? AllowBefore(GlobalPolicy policy, RulePlace rule, RuleContext context)
    {
        foreach (var earlier in RulePlace.Of(policy, rule.Direction))
        {
            if (earlier.Index >= rule.Index) break;

            // What an Allow of everything covers is CP1017's.
            if (IsOpen(earlier) && !earlier.Rule.IsUnconditional()) return earlier.ToString();
        }

        if (!_allows.TryGetValue((policy.Tier, rule.Direction), out var allows)) return null;
        foreach (var (other, open) in allows)
        {
            if (IsSameStage(other, policy) && PolicyOrder.Instance.Compare(other, policy) < 0 && SharedEndpoints.Includes(other, policy, SelectorCache.Of(context), KnownNamespaces.Of(context)))
                return $"{open} of {other}";
        }

        return null;
    }

    /// <summary>
    /// The first Allow of any address that endpoints of a snapshot meet before a rule of a policy for them, in its tier or one before, and
    /// on how many of them such an Allow comes first; null where there is none.
    /// </summary>
    public (string Allow, EndpointCount Count)? AllowBefore(GlobalPolicy policy, RulePlace rule, Inventory inventory)
    {
        if (policy.IsStaged || PolicyScope.IsForHostsOnly(policy) || inventory.Find(policy) is not { } compiled) return null;
        (string? first, var count) = (null, EndpointCount.None);
        foreach (var index in inventory.PickedBy(compiled.Selector))
        {
            if (OpenBefore(compiled, index, rule.Direction, inventory) is not { } open) continue;
            first ??= open;
            count += inventory.Counts[index];
        }

        return first is null ? null : (first, count);
    }

    private string? OpenBefore(CompiledPolicy policy, int labelClass, PolicyType direction, Inventory inventory)
    {
        foreach (var stage in inventory.Stages.Of(labelClass, direction == PolicyType.Ingress))
        {
            if (!stage.Tier.IsKnown) return null;
            if (BuiltInTiers.IsOfOperator(stage.Tier.Name)) continue;
            foreach (var (other, applies) in stage.Policies)
            {
                if (ReferenceEquals(other, policy)) return null;
                if (applies == Truth.Yes && other.Source is TieredPolicy earlier && _open.TryGetValue((earlier, direction), out var open)) return $"{open} of {earlier}";
            }
        }

        return null;
    }

    private sealed class ByPolicy : IEqualityComparer<(TieredPolicy Policy, PolicyType Direction)>
    {
        public bool Equals((TieredPolicy Policy, PolicyType Direction) one, (TieredPolicy Policy, PolicyType Direction) other) =>
            ReferenceEquals(one.Policy, other.Policy) && one.Direction == other.Direction;

        public int GetHashCode((TieredPolicy Policy, PolicyType Direction) key) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Policy), key.Direction);
    }

    private static bool IsSameStage(TieredPolicy left, GlobalPolicy right) => left is GlobalPolicy other
        && (other.DoNotTrack ?? false) == (right.DoNotTrack ?? false) && (other.PreDnat ?? false) == (right.PreDnat ?? false);

    /// <summary>Whether a rule lets any address in or out, on some port at least. DNS and protocols without ports are no way round.</summary>
    private static bool IsOpen(RulePlace rule) => rule.Rule.Action == PolicyAction.Allow && rule.Remote.MatchesAnyAddress && rule.Rule.IsFullyKnown()
        && rule.Own.MatchesAnyAddress && !rule.Rule.IsDnsAllow() && rule.Rule.Protocol is null or { HasPorts: true };

    private string? Feed(Selector selector)
    {
        foreach (var (name, labels) in _feeds)
        {
            if (!selector.Matches(LabelMap.None) && selector.Matches(labels)) return $"the set of GlobalThreatFeed {name}";
        }

        return null;
    }
}
