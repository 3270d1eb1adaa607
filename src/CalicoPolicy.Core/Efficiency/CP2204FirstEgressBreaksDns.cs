using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Workloads that policies of egress are for, none of which lets them ask for names: with the first such policy all else is denied,
/// DNS too. A rule on a port of DNS for somebody else than the cluster's DNS counts, where it reaches anybody.
/// </summary>
internal sealed class CP2204FirstEgressBreaksDns : FindingRule
{
    public CP2204FirstEgressBreaksDns()
        : base(new("CP2204", "FirstEgressBreaksDns", FindingSeverity.High, "Policies of egress are for a workload, and none of them lets it ask the DNS."))
    {
    }

    public override bool LooksAround => true;

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context)
    {
        if (!context.Complete || subject is not (Workload or Pod)) yield break;
        foreach (var row in CoverageIndex.Of(context).RowsOf(subject))
        {
            if (row is not { Category: CoverageCategory.Workload, EgressProtected: PolicyProtection.Yes, IsDns: false } || row.EgressToDns == Truth.Yes) continue;
            var rules = row.Egress.Policies.SelectMany(EgressOf).Where(rule => rule.Action == PolicyAction.Allow).ToList();
            var namesDns = rules.Exists(RuleCriteria.IsDnsAllow);

            // Somebody else may answer; and where the cluster's DNS is not in the input, the rule is taken to be for it.
            if (namesDns && (row.AnyDns == Truth.Yes || !row.IsDnsKnown)) continue;
            yield return new(FieldPath.Root, Message(row, namesDns), "Allow UDP and TCP port 53 to the cluster's DNS, for all in one global policy, or in the workload's own (New-DefaultDenyPolicy writes the rules).")
            {
                Content = row.EgressToDns == Truth.Maybe ? "uncertain" : string.Empty,

                // Whom nothing is allowed has nobody to ask for.
                Severity = row.EgressToDns == Truth.No && rules.Count == 0 && row.Egress.PossiblePolicies.Count == 0 ? FindingSeverity.Low : null,
            };
        }
    }

    private static string Message(CoverageRow row, bool namesDns)
    {
        var names = string.Join(", ", row.Egress.Policies.Take(3));
        var more = row.Egress.Policies.Count > 3 ? " and others" : string.Empty;
        if (row.EgressToDns == Truth.Maybe) return $"It is not known whether {row.Kind} {row.Endpoint} may ask the DNS: what is allowed by {names}{more} depends on what the input does not have.";
        return namesDns
            ? $"{row.Kind} {row.Endpoint} cannot ask the DNS: by {names}{more} a port of DNS is allowed, but none of the pods that answer it."
            : $"{row.Kind} {row.Endpoint} cannot ask the DNS: with {names}{more} all egress is denied that no rule allows, and no rule allows DNS. Connections by name fail.";
    }

    private static IEnumerable<PolicyRule> EgressOf(Resource policy) => policy switch
    {
        TieredPolicy own => own.Egress,
        KubernetesPolicy kubernetes => KubernetesPolicyConversion.Convert(kubernetes).Policy?.Egress ?? [],
        ClusterNetworkPolicy cluster => ClusterPolicyConversion.Convert(cluster).Policy?.Egress ?? [],
        _ => [],
    };
}
