using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation.Changes;

/// <summary>
/// One label more on an end of the flow: one that a rule of the endpoint's policies asks its peers for, or that a policy selects by.
/// A label that is there is not given another value.
/// </summary>
internal static class LabelEdits
{
    public static IEnumerable<FlowEdit> Of(ChangeSide side)
    {
        var asked = side.Program.SelectMany(tier => tier.Policies).SelectMany(policy => policy.Policy.RulesOf(side.IsIngress))
            .Where(rule => rule.Rule.Action == side.Wanted).Select(rule => (side.IsIngress ? rule.Rule.Source : rule.Rule.Destination).Selector);
        if (side.Peer.Endpoint is { } peer)
        {
            foreach (var edit in Labels(peer, asked)) yield return edit;
        }

        var selecting = side.Engine.Tiers.SelectMany(tier => tier.Policies).Where(policy => policy.Governs(side.IsIngress)
            && policy.Selector?.OfClass(side.Endpoint.LabelClass) == Truth.No
            && (!policy.Policy.IsNamespaced || (policy.Policy.Namespace ?? "default") == side.Endpoint.Namespace));
        foreach (var edit in Labels(side.Endpoint, selecting.Select(policy => policy.Policy.Selector))) yield return edit;
    }

    private static IEnumerable<FlowEdit> Labels(Endpoint endpoint, IEnumerable<string?> selectors)
    {
        if (endpoint.Resource is not (Pod or Workload or HostEndpoint)) yield break;
        var seen = new HashSet<(string, string)>();
        foreach (var text in selectors.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (!Selector.TryParse(text, out var selector, out _)) continue;
            foreach (var use in SelectorLabels.UsesIn(selector.Root))
            {
                if (use.IsNegated || ValueOf(use.Test) is not { } value || endpoint.Labels.TryGet(use.Test.Label, out _)) continue;
                if (AutomaticLabels.PlacesOf(use.Test.Label) != SelectorPlaces.None || !seen.Add((use.Test.Label, value))) continue;
                yield return new(
                    FlowChangeKind.Label, 0, $"Give {endpoint.Resource} the label {use.Test.Label}={value}.", endpoint.Resource, before => With(before, use.Test.Label, value));
            }
        }
    }

    private static string? ValueOf(LabelNode test) => test switch
    {
        LabelValueNode { Operator: LabelOperator.Equal } one => one.Value,
        LabelSetNode { Operator: LabelOperator.In, Values: [var first, ..] } => first,
        HasNode => "true",
        _ => null,
    };

    private static Resource With(Resource resource, string key, string value) => resource switch
    {
        Workload workload => workload with { Template = workload.Template with { Labels = workload.Template.Labels.With([new(key, value)]) } },
        _ => resource with { Metadata = resource.Metadata with { Labels = resource.Labels.With([new(key, value)]) } },
    };
}
