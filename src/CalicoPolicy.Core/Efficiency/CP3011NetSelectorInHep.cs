using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A host endpoint without expectedIPs that rules look for by its labels: Calico does not know its addresses, so the rules never
/// match it. Only for selectors that fit nothing else of the input.
/// </summary>
internal sealed class CP3011NetSelectorInHep : FindingRule<HostEndpoint>
{
    public CP3011NetSelectorInHep()
        : base(new("CP3011", "NetSelectorInHep", FindingSeverity.Medium, "Rules select a host endpoint whose addresses Calico does not know."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(HostEndpoint endpoint, RuleContext context)
    {
        if (endpoint.ExpectedIPs.Count > 0) yield break;
        foreach (var (selector, policy, rule) in RemoteSelectors.Of(context).Matching(endpoint.Labels))
        {
            if (AddressedObjects.Of(context).IsMatched(selector) || IsMatched(policy, rule, context)) continue;
            yield return new(
                FieldPath.Root["spec"]["expectedIPs"],
                $"The host endpoint has no expectedIPs, so that label selectors in rules do not match it; the {rule.RemoteField}.selector of {rule} in {policy} looks for it.",
                "List the interface's addresses in spec.expectedIPs; or name them in a network set and select that.");
            yield break;
        }
    }

    /// <summary>Whether the rule picks something in a snapshot that has addresses, or may pick what could not be read.</summary>
    private static bool IsMatched(TieredPolicy policy, RulePlace rule, RuleContext context)
    {
        if (Inventory.Of(context) is not { } inventory || inventory.Find(policy) is not { } compiled) return false;
        var match = compiled.RulesOf(rule.Direction == PolicyType.Ingress)[rule.Index];
        return (rule.RemoteField == "source" ? match.Source : match.Destination).Selector is { } selector && inventory.MayHaveAddresses(selector);
    }

    /// <summary>What rules can match by label: sets, pods, and host endpoints with addresses. A selector is tried on them once.</summary>
    private sealed class AddressedObjects
    {
        private readonly List<LabelMap> _labels = [];
        private readonly Dictionary<string, bool> _answers = new(StringComparer.Ordinal);

        private AddressedObjects(RuleContext context)
        {
            var seen = new HashSet<LabelMap>();
            foreach (var resource in context.Resources)
            {
                var labels = resource switch
                {
                    HostEndpoint { ExpectedIPs.Count: > 0 } or AddressSet or Pod => resource.Labels,
                    Workload workload => workload.Template.Labels,
                    _ => LabelMap.None,
                };
                if (labels.Count > 0 && seen.Add(labels)) _labels.Add(labels);
            }
        }

        public static AddressedObjects Of(RuleContext context) => context.Shared(static made => new AddressedObjects(made));

        public bool IsMatched(Selector selector)
        {
            if (_answers.TryGetValue(selector.Text, out var known)) return known;
            known = _labels.Exists(selector.Matches);
            _answers.Add(selector.Text, known);
            return known;
        }
    }
}
