using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>doNotTrack, preDNAT and applyOnForward of global policies (CEL rules of GlobalNetworkPolicySpec).</summary>
internal sealed class HostPolicyFlags : Constraint
{
    private static readonly FieldPath Spec = FieldPath.Root["spec"];

    public override void Check(Resource subject, Violations violations)
    {
        if (subject is not GlobalPolicy policy) return;
        var (doNotTrack, preDnat) = (policy.DoNotTrack == true, policy.PreDnat == true);
        if (doNotTrack && preDnat)
            violations.Add(Spec["preDNAT"], "doNotTrack with preDNAT", "A policy cannot be both doNotTrack and preDNAT.", "Make two policies of it.");
        if (preDnat && policy.Egress.Count > 0)
            violations.Add(Spec["egress"], "preDNAT egress", "A preDNAT policy cannot have egress rules.", "Move them to a policy without preDNAT.");
        // Calico itself counts rules; the admission policy beside its v3 CRDs takes an empty list for a direction, and so adds Egress to types.
        if (preDnat && policy is { DeclaredTypes.Count: 0, Egress: ValueList<PolicyRule> { Count: 0, IsDeclared: true } })
            violations.Add(Spec["egress"], "preDNAT empty egress", "A preDNAT policy cannot have egress; where the API server adds the types, the empty list counts.", "Remove egress, or write types: [Ingress].");
        if (preDnat && policy.DeclaredTypes.Contains(PolicyType.Egress))
            violations.Add(Spec["types"], "preDNAT type", "A preDNAT policy cannot have the type Egress.", "Leave Ingress only.");
        if ((doNotTrack || preDnat) && policy.ApplyOnForward != true)
        {
            var flag = doNotTrack ? "doNotTrack" : "preDNAT";
            violations.Add(Spec[flag], "applyOnForward", $"A policy with {flag} has to have applyOnForward: true.", "Add applyOnForward: true.");
        }
    }
}
