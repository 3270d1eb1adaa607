using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>
/// A staged deletion says nothing but what is to go: with <c>stagedAction: Delete</c> every other field of spec but tier is empty
/// (validateStagedNetworkPolicy and its siblings).
/// </summary>
internal sealed class StagedDeletion : Constraint
{
    public override void Check(Resource subject, Violations violations)
    {
        if (subject is not IStagedPolicy { StagedAction: var action } || action != StagedAction.Delete) return;
        var field = subject switch
        {
            GlobalPolicy policy => OfGlobal(policy) ?? OfTiered(policy),
            TieredPolicy policy => OfTiered(policy),
            KubernetesPolicy policy => OfKubernetes(policy),
            _ => null,
        };
        if (field is null) return;
        violations.Add(
            FieldPath.Root["spec"][field], "staged deletion", $"With stagedAction: Delete the spec may have nothing but {(subject is TieredPolicy ? "tier" : "stagedAction")}, and it has {field}.",
            $"Remove {field}, or stage a change with stagedAction: Set.", field);
    }

    private static string? OfTiered(TieredPolicy policy) => policy switch
    {
        { Order: not null } => "order",
        { Selector.Length: > 0 } => "selector",
        { ServiceAccountSelector.Length: > 0 } => "serviceAccountSelector",
        { PerformanceHints.Count: > 0 } => "performanceHints",
        { DeclaredTypes.Count: > 0 } => "types",
        { Ingress.Count: > 0 } => "ingress",
        { Egress.Count: > 0 } => "egress",
        _ => null,
    };

    private static string? OfGlobal(GlobalPolicy policy) => policy switch
    {
        { NamespaceSelector.Length: > 0 } => "namespaceSelector",
        { DoNotTrack: true } => "doNotTrack",
        { PreDnat: true } => "preDNAT",
        { ApplyOnForward: true } => "applyOnForward",
        _ => null,
    };

    private static string? OfKubernetes(KubernetesPolicy policy) => policy switch
    {
        { PodSelector.SelectsAll: false } => "podSelector",
        { DeclaredTypes.Count: > 0 } => "policyTypes",
        { Ingress.Count: > 0 } => "ingress",
        { Egress.Count: > 0 } => "egress",
        _ => null,
    };
}
