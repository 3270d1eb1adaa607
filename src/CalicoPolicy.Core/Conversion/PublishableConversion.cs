using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>
/// Policies of Kubernetes as policies of Calico that can be published and mean the same (decision 29). What Calico itself would drop
/// or take otherwise is an error here; a rule that only its engine takes, and not its API, is taken apart.
/// </summary>
public static class PublishableConversion
{
    /// <summary>Converts a NetworkPolicy of Kubernetes, its staged form, or a ClusterNetworkPolicy. The name stays.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="target">The product and version that the result is for; null: the newest that has all that is needed.</param>
    public static ConversionResult Convert(Resource policy, CalicoTarget? target = null) => policy switch
    {
        IStagedPolicy { StagedAction: var action } and KubernetesPolicy when action == StagedAction.Delete => ConversionResult.Failure(
            ConversionErrorCode.StagedDeletion,
            $"{policy} stages a deletion: it has no rules to convert.",
            "Convert the enforced policy of the same name, if there is one."),
        KubernetesPolicy kubernetes => Result(KubernetesPolicyConversion.Convert(kubernetes)),
        ClusterNetworkPolicy when target is not null && !HasTiers(target) => ConversionResult.Failure(
            ConversionErrorCode.TargetLacksFeature,
            $"{policy}: {target} does not have the tiers {ClusterPolicyConversion.AdminTier} and {ClusterPolicyConversion.BaselineTier}.",
            "Convert for OpenSource/3.32, Enterprise/3.24 or later, or write a GlobalNetworkPolicy in a tier of your own."),
        ClusterNetworkPolicy cluster => Result(ClusterPolicyConversion.Convert(cluster)),
        _ => ConversionResult.Failure(
            ConversionErrorCode.KindNotConvertible,
            policy.ApiVersion == ResourceKinds.CalicoApiVersion ? $"{policy} is of Calico already." : $"{policy} is no policy of Kubernetes.",
            "Give objects of networking.k8s.io/v1 NetworkPolicy or policy.networking.k8s.io/v1alpha2 ClusterNetworkPolicy."),
    };

    private static bool HasTiers(CalicoTarget target) =>
        target.IsAtLeast(CalicoProduct.OpenSource, 3, 32) || target.IsAtLeast(CalicoProduct.Enterprise, 3, 24);

    private static ConversionResult Result(ConvertedPolicy converted) => converted is { Problems.Count: 0, Policy: { } policy }
        ? new() { Resource = PublishableRules.Of(policy) }
        : new()
        {
            Errors =
            [
                .. converted.Problems.Select(problem => new ConversionError(
                    ConversionErrorCode.FieldNotConvertible, $"{converted.Original}: {problem}", problem.Recommendation)),
            ],
        };
}
