using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// An enforced default deny of everything there is, system pods and host endpoints included: the policy that the documentation
/// shows under "Don't try this". Staged it changes nothing and shows what it would cut.
/// </summary>
internal sealed class CP2102DefaultDenyAll : FindingRule<GlobalPolicy>
{
    public CP2102DefaultDenyAll()
        : base(new(
            "CP2102", "DefaultDenyAll", FindingSeverity.High,
            "A default deny leaves out no namespace, not even those of the system."))
    {
    }

    /// <summary>Whether the policy is such a default deny.</summary>
    public static bool IsFound(GlobalPolicy policy, RuleContext context) => policy is not IStagedPolicy
        && CP1002GlobalAllSelector.IsUnbounded(policy, SelectorCache.Of(context)) && DefaultDenyShape.Is(policy, context);

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        if (!IsFound(policy, context)) yield break;
        var who = string.IsNullOrEmpty(policy.NamespaceSelector) ? "every pod and every host endpoint" : "every pod";
        yield return new(
            FieldPath.Root["spec"]["selector"],
            $"The policy denies {DefaultDenyShape.Directions(policy)} to {who}, those of kube-system and calico-system included: DNS, "
                + "Calico itself and what could mend the cluster are cut off.",
            "Leave out the system in spec.namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in "
                + "{'kube-system', 'calico-system'}; and stage the policy first (New-DefaultDenyPolicy does both).")
        {
            Change = () => SuggestedChange.To(
                policy with { Selector = null, NamespaceSelector = DefaultDeny.SystemExclusion }, "The namespaces of the system and the host endpoints are no longer denied by the policy."),
        };
    }
}
