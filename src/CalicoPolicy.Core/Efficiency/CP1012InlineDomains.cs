using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Domain names in rules, where a network set would hold them once for all policies and show them in the Service Graph.</summary>
internal sealed class CP1012InlineDomains : FindingRule<TieredPolicy>
{
    public CP1012InlineDomains()
        : base(new(
            "CP1012", "InlineDomains", FindingSeverity.Medium,
            "A policy lists more than three domains, or a domain that another policy lists too.")
        { Parameters = [SetExtraction.FewDomains] })
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var uses = DomainUses.Of(context);
        var allowed = context.Settings.ValueOf(SetExtraction.FewDomains);
        var count = 0;
        var rules = 0;
        FieldPath? first = null, firstShared = null;
        (string Domain, TieredPolicy Other)? shared = null;
        foreach (var rule in context.RulesOf(policy))
        {
            foreach (var (side, peer) in rule.Sides)
            {
                if (peer.Domains.Count == 0) continue;
                var path = rule.Path[side]["domains"];
                first ??= path;
                rules++;
                count += peer.Domains.Count;
                foreach (var domain in peer.Domains)
                {
                    if (shared is not null || uses.OtherThan(policy, domain) is not { } other) continue;
                    shared = (domain, other);
                    firstShared = path;
                }
            }
        }

        if (count <= allowed && shared is null) yield break;
        yield return new((count > allowed ? first : firstShared)!, Message(policy, count, rules, isMany: count > allowed, shared), Recommendation(policy))
        {
            Change = () => SetExtraction.Domains(policy, [.. RulePlace.Of(policy)]),
        };
    }

    private static string Message(TieredPolicy policy, int count, int rules, bool isMany, (string Domain, TieredPolicy Other)? shared)
    {
        var many = $"The {policy.Kind} lists {RuleCost.Count(count, "domain")} in {RuleCost.Count(rules, "rule")}";
        var twice = shared is null ? string.Empty : $"{shared.Value.Domain} is listed in {shared.Value.Other} too";
        var what = !isMany ? twice : shared is null ? many : $"{many}, and {twice}";
        return $"{what}. Domains in rules do not scale: each list is kept by hand, and the Service Graph does not show them by name as it does a set.";
    }

    private static string Recommendation(TieredPolicy policy) => policy.IsNamespaced
        ? "Put the domains into allowedEgressDomains of NetworkSets or GlobalNetworkSets with labels, and select the labels in "
            + "destination.selector (with namespaceSelector: global() for a GlobalNetworkSet) instead of domains."
        : "Put the domains into allowedEgressDomains of GlobalNetworkSets with labels, and select the labels in destination.selector instead of domains.";
}
