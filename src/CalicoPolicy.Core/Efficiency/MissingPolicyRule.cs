using System.Globalization;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Workloads and host endpoints whose traffic of a direction no policy in force governs, so that all of it gets through. Also found
/// where that is not known, since a gate must not pass on what it did not see. Silent in the namespaces of the system, which the
/// recommended default deny leaves out, on host endpoints that drop what no policy allows, and on nodes and pods that use a node's
/// network, which no policy can select.
/// </summary>
internal abstract class MissingPolicyRule : FindingRule
{
    private readonly PolicyType _direction;

    private protected MissingPolicyRule(RuleDescriptor descriptor, PolicyType direction)
        : base(descriptor) => _direction = direction;

    public override bool LooksAround => true;

    private string Direction => _direction.Text.ToLowerInvariant();

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context)
    {
        if (!context.Complete || subject is not (Workload or Pod or HostEndpoint)) yield break;
        foreach (var row in CoverageIndex.Of(context).RowsOf(subject))
        {
            var side = row.SideOf(_direction);
            if (side.Protected == PolicyProtection.Yes || !IsJudged(row, side)) continue;
            yield return new(FieldPath.Root, Message(row, side), Recommendation(row, side)) { Content = side.Protected == PolicyProtection.Uncertain ? "uncertain" : string.Empty };
        }
    }

    private static bool IsJudged(CoverageRow row, CoverageSide side) => row.Category switch
    {
        CoverageCategory.Workload => !SystemNamespaces.IsOfSystem(row.Namespace!),
        CoverageCategory.HostEndpoint => side.Default != Verdict.Deny,
        _ => false,
    };

    private string Message(CoverageRow row, CoverageSide side) => side.Protected switch
    {
        PolicyProtection.Uncertain => $"It is not known whether a policy of type {_direction} is for {Name(row)}: {side.Reason}.",
        PolicyProtection.Staged =>
            $"No policy of type {_direction} in force is for {Name(row)}: {What(row)} Staged ones would be: {string.Join(", ", side.StagedPolicies.Take(3))}.",
        _ => $"No policy of type {_direction} is for {Name(row)}: {What(row)}",
    };

    private string What(CoverageRow row)
    {
        var plural = row.Category == CoverageCategory.Workload && row.Count != 1;
        return _direction == PolicyType.Ingress
            ? $"{(plural ? "they take" : "it takes")} what anybody sends, from inside of the cluster and outside."
            : $"{(plural ? "they send" : "it sends")} what {(plural ? "they like" : "it likes")} to anybody, inside of the cluster and outside.";
    }

    private string Recommendation(CoverageRow row, CoverageSide side) => side.Protected switch
    {
        PolicyProtection.Uncertain => "Give a snapshot that has what is missing, or state with -Complete that there is no more.",
        PolicyProtection.Staged => $"See what the staged policies would deny, then enforce them.",
        _ when row.Category == CoverageCategory.HostEndpoint => $"Write a global policy of type {_direction} that selects it; ports of Kubernetes and Calico stay open as failsafe ports.",
        _ => $"Write a policy of type {_direction} that selects {(row.Count == 1 ? "it" : "them")}, with what {Direction} there is to be, or stage a default deny for all: New-DefaultDenyPolicy.",
    };

    private static string Name(CoverageRow row) => row.Category == CoverageCategory.Workload && row.Count != 1
        ? string.Create(CultureInfo.InvariantCulture, $"the {row.Count} pods of {row.Kind} {row.Endpoint}")
        : $"{row.Kind} {row.Endpoint}";
}
