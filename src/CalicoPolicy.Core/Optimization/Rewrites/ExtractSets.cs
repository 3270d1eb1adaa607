using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>
/// Address blocks and domains of rules in network sets, which rules with the same list share: one dataplane rule and one IP set, however
/// many blocks there are. A set of a NetworkPolicy is in its namespace, one of a GlobalNetworkPolicy in none.
/// </summary>
/// <remarks>O(size of the rules and labels), where few rules pick network sets that they do not name.</remarks>
internal sealed class ExtractSets() : PolicyRewrite("ExtractSets", "Puts long lists of CIDRs and domains of rules into network sets that rules with the same list share.")
{
    private const string Logs = "Flow logs name the network set where they named addresses.";

    /// <inheritdoc />
    public override IEnumerable<RewriteStep> Find(RewriteContext context)
    {
        var domains = new Lazy<SharedDomains>(() => new(context));
        var names = new Lazy<SetNames>(() => new(context));
        var pickers = new Lazy<SetPickers>(() => new(context));
        foreach (var policy in context.Policies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var extraction = new SetExtraction(policy, set => names.Value.Fit(set));
            var changed = Extract(WithLongLists(policy, context), policy, extraction, domains, context);
            if (extraction.Sets.Count == 0) continue;

            // A set that stands there already is picked by whom it was picked before.
            List<AddressSet> made = [.. extraction.Sets.Where(set => !names.Value.IsThere(set))];
            var picker = made.Select(set => pickers.Value.Of(set)).FirstOrDefault(who => who is not null);
            yield return new([policy], [changed, .. made])
            {
                IsProven = picker is null,
                Effect = picker is null ? null : $"The new network set may be selected by {picker} as well, which then matches its addresses.",
                Note = context.Snapshot is not null ? Logs : $"{Logs} Rules of policies that are not among these, and select all() or by labels that are missing, would match the set too.",
            };
        }
    }

    private static TieredPolicy Extract(TieredPolicy merged, TieredPolicy policy, SetExtraction extraction, Lazy<SharedDomains> shared, RewriteContext context)
    {
        var leastNets = context.Rules.Settings.ValueOf(SetExtraction.ManyNets);
        var hasManyDomains = policy.Egress.Sum(rule => rule.Destination.Domains.Count) > context.Rules.Settings.ValueOf(SetExtraction.FewDomains);
        return PeerChanges.Of(merged, (place, side, peer) =>
        {
            if (peer.Nets.Count >= leastNets && SetExtraction.CanTakeNets(policy, place, side, peer)) return extraction.WithoutNets(peer);
            if (!SetExtraction.CanTakeDomains(place, side, peer)) return peer;
            return hasManyDomains || shared.Value.AreShared(policy, peer.Domains) ? extraction.WithoutDomains(peer) : peer;
        });
    }

    /// <summary>
    /// The policy with rules made one that are the same but for their blocks, where these are too many for the list of a rule: the set
    /// has no such limit.
    /// </summary>
    private static TieredPolicy WithLongLists(TieredPolicy policy, RewriteContext context)
    {
        if (policy.Ingress.Count + policy.Egress.Count < 2) return policy;
        return WithLongLists(WithLongLists(policy, PolicyType.Ingress, context), PolicyType.Egress, context);
    }

    private static TieredPolicy WithLongLists(TieredPolicy policy, PolicyType direction, RewriteContext context)
    {
        var groups = new List<(IReadOnlyList<RulePlace>, IReadOnlyList<PolicyRule>)>();
        foreach (var group in MergeableRules.Of(policy, direction, context.Rules))
        {
            var rules = RuleMerge.Rules(group.Rules);
            if (rules.Count < 2) continue;
            var one = group.Rules[0] with { Rule = RuleMerge.One(group.Rules) };
            var peer = one.Remote;
            if (peer.Nets.Count <= RuleMerge.MostNets || !SetExtraction.CanTakeNets(policy, one, one.RemoteField, peer)) continue;

            // Other lists that are too long still need rules of their own.
            var apart = rules.DistinctBy(rule => one.Direction == PolicyType.Ingress
                ? (rule.Source.Ports, rule.Destination.Ports, rule.Destination.Nets) : (rule.Source.Ports, rule.Destination.Ports, rule.Source.Nets));
            groups.Add((group.Rules, [.. apart.Select(rule => WithNets(rule, one, peer.Nets))]));
        }

        return groups.Count == 0 ? policy : RuleMerge.Of(policy, direction, groups);
    }

    private static PolicyRule WithNets(PolicyRule rule, RulePlace one, IReadOnlyList<string> nets) => one.Direction == PolicyType.Ingress
        ? rule with { Source = rule.Source with { Nets = nets } }
        : rule with { Destination = rule.Destination with { Nets = nets } };
}
