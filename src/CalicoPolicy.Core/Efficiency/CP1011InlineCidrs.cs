using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Address blocks in a rule: about one dataplane rule each, where a set is one rule and one IP set however many there are.</summary>
internal sealed class CP1011InlineCidrs : FindingRule<TieredPolicy>
{
    // Decision 30: 2 to 4 Low, 5 to 49 Medium, 50 and more High.
    private static readonly RuleThreshold Low = new("CP1011", "low", 2, "The fewest CIDRs of a rule's side that are found.");
    private static readonly RuleThreshold High = new("CP1011", "high", 50, "The fewest CIDRs that are High.");

    public CP1011InlineCidrs()
        : base(new("CP1011", "InlineCidrs", FindingSeverity.Medium, "A rule lists address blocks instead of selecting a network set.")
        {
            Parameters = [Low, SetExtraction.ManyNets, High],
        })
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var content = new RuleContent(SelectorCache.Of(context));
        var setting = context.Settings.Of(Descriptor.Id);
        foreach (var rule in context.RulesOf(policy))
        {
            foreach (var (side, peer) in rule.Sides)
            {
                if (peer.Nets.Count < setting.ValueOf(Low)) continue;
                yield return new(
                    rule.Path[side]["nets"],
                    $"The {side}.nets of {rule} lists {RuleCost.Count(peer.Nets.Count, "CIDR")}: about 1 dataplane rule per CIDR on each selected endpoint. "
                        + "A network set takes 1 rule and 1 IP set, however many it holds.",
                    $"Put the CIDRs into a {SetKind(policy)} with a label, and select the label in {side}.selector instead of nets{Global(policy)}.")
                {
                    Content = $"{rule.ListName} {side} {content.Of(rule.Rule)}",
                    Severity = peer.Nets.Count >= setting.ValueOf(High) ? FindingSeverity.High
                        : peer.Nets.Count >= setting.ValueOf(SetExtraction.ManyNets) ? FindingSeverity.Medium : FindingSeverity.Low,
                    Saving = peer.Nets.Count == 1 ? null : $"{RuleCost.Count(peer.Nets.Count - 1, "rule")} on each selected endpoint.",
                    Change = () => SetExtraction.Nets(policy, rule, side),
                };
            }
        }
    }

    private static string SetKind(TieredPolicy policy) => policy.IsNamespaced ? "NetworkSet or GlobalNetworkSet" : "GlobalNetworkSet";

    private static string Global(TieredPolicy policy) => policy.IsNamespaced ? " (with namespaceSelector: global() for a GlobalNetworkSet)" : string.Empty;
}
