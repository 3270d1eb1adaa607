using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation.Constraints;

namespace CalicoPolicy.Core.Validation;

/// <summary>
/// What Calico's API rejects: its Go validator (libcalico-go/lib/validator/v3) and its CRDs with their CEL rules, for the target's
/// product and version; and for Kubernetes' own policies what the Kubernetes API rejects. The constraints stand in files of their
/// own, a family in each.
/// </summary>
internal sealed class CP3001Invalid : FindingRule
{
    private static readonly Constraint[] All =
    [
        new SelectorText(), new SelectorLength(), new GlobalCall(), new KnownWords(), new ObjectName(), new ObjectLabels(), new KnownFields(), new TargetFeatures(),
        new ListLimits(), new HostPolicyFlags(), new StagedDeletion(), new FixedTiers(), new RuleProtocol(), new RuleIcmp(), new RulePorts(), new RuleNets(),
        new RuleServices(), new RuleHttp(), new SetMembers(), new HostEndpointFields(), new RecommendationFields(), new ThreatFeedFields(),
        new KubernetesPolicyFields(), new ClusterPolicyFields(),
    ];

    public CP3001Invalid()
        : base(new("CP3001", "Invalid", FindingSeverity.Error, "Calico rejects the object.") { IsSuppressible = false })
    {
    }

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context)
    {
        var violations = new Violations(subject, context);
        foreach (var constraint in All) constraint.Check(subject, violations);
        return violations.All;
    }
}
