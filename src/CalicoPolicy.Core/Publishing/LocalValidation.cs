using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// What Calico would reject. A server that only has Calico's CRDs takes selectors that are none, bad CIDRs and port 70000; Calico's own
/// validators do not, and Felix leaves such a policy out.
/// </summary>
internal static class LocalValidation
{
    /// <summary>The errors of each resource that has any.</summary>
    public static ILookup<(string Kind, string? Namespace, string Name), PolicyFinding> Errors(IReadOnlyList<Resource> resources, CancellationToken cancellationToken) =>
        RuleRunner.Run(resources, ValidationRules.Group, new() { MinimumSeverity = FindingSeverity.Error }, cancellationToken)
            .ToLookup(finding => (finding.Kind, finding.Namespace, finding.Name));

    /// <summary>The findings as causes of a refusal.</summary>
    public static IReadOnlyList<PublicationCause> Causes(IEnumerable<PolicyFinding> findings) =>
        [.. findings.Select(finding => new PublicationCause(finding.JsonPath.TrimStart('$').TrimStart('.'), $"{finding.RuleId}: {finding.Message}", null, finding.File, finding.Line ?? 0, finding.Column ?? 0))];
}
