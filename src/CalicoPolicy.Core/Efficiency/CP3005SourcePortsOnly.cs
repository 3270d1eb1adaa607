using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A rule with ports on the source and none on the destination. Clients send from ports that change with each connection, so the
/// service's port was most likely meant. Untracked policies need such rules for replies.
/// </summary>
internal sealed class CP3005SourcePortsOnly : FindingRule<TieredPolicy>
{
    public CP3005SourcePortsOnly()
        : base(new(
            "CP3005", "SourcePortsOnly", FindingSeverity.Medium,
            "A rule names source ports and no destination ports."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (policy is GlobalPolicy { DoNotTrack: true }) yield break;
        var content = new RuleContent(SelectorCache.Of(context));
        foreach (var rule in context.RulesOf(policy))
        {
            var (source, destination) = (rule.Rule.Source, rule.Rule.Destination);
            if (source.Ports.Count == 0 || destination.Ports.Count > 0 || destination.NotPorts.Count > 0 || destination.Services is not null)
                continue;
            yield return new(
                rule.Path["source"]["ports"],
                $"The source.ports of {rule} match the port that the client sends from, which changes with each connection, and no "
                    + $"destination port is named: {Effect(rule)}.",
                $"Move {string.Join(", ", source.Ports)} from source.ports to destination.ports.")
            {
                Content = $"{rule.ListName} {content.Of(rule.Rule)}",
                Change = () => SuggestedChange.To(PolicyChanges.With(policy, rule, Moved(rule.Rule)), "The rule matches other traffic: that to these ports."),
            };
        }
    }

    private static PolicyRule Moved(PolicyRule rule) => rule with
    {
        Source = rule.Source with { Ports = [] },
        Destination = rule.Destination with { Ports = rule.Source.Ports },
    };

    private static string Effect(RulePlace rule) => rule.Rule.Action == PolicyAction.Allow
        ? "the rule hardly ever matches what it is meant for, and opens every destination port to who picks the source port"
        : "the rule hardly ever matches what it is meant for";
}
