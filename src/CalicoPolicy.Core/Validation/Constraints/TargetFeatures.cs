using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>Kinds and fields that the target's product or version does not have (decision 13; calico-policy.md, version switches).</summary>
internal sealed class TargetFeatures : Constraint
{
    private static readonly FieldPath Spec = FieldPath.Root["spec"];

    public override void Check(Resource subject, Violations violations)
    {
        if (!MayLack(subject)) return;
        var target = violations.Context.Target;
        if (MissingKind(subject, target) is { } kind)
        {
            violations.Add(FieldPath.Root["kind"], "target kind", $"{target} has no {subject.Kind}: {kind}.", "Remove the object, or check for the product and version that you run (-Target).");
            return;
        }

        if (subject is Tier { DeclaredDefaultAction: not null } && target is { Product: CalicoProduct.Enterprise } && !target.IsAtLeast(CalicoProduct.Enterprise, 3, 19))
            Missing(Spec["defaultAction"], "a tier has no defaultAction and always ends with Deny");
        if (subject is PolicyRecommendationScope { HostEndpointSpec: not null } && !target.IsAtLeast(CalicoProduct.Enterprise, 3, 23))
            Missing(Spec["hostEndpointSpec"], "recommendations for hosts came with Enterprise/3.23");
        if (target.Product == CalicoProduct.Enterprise) return;
        if (subject is AddressSet { AllowedEgressDomains.Count: > 0 }) Missing(Spec["allowedEgressDomains"], "domains are Calico Enterprise's");
        foreach (var rule in violations.Rules)
        {
            if (rule.Rule.Source.Domains.Count > 0) Missing(rule.Path["source"]["domains"], "domains are Calico Enterprise's");
            if (rule.Rule.Destination.Domains.Count > 0) Missing(rule.Path["destination"]["domains"], "domains are Calico Enterprise's");
            if (rule.Rule.Http is { Headers.Count: > 0 }) Missing(rule.Path["http"]["headers"], "matching HTTP headers is Calico Enterprise's");
        }

        void Missing(FieldPath path, string reason) => violations.Add(
            path, "target field", $"{target} has no {path.Name} here: {reason}.", "Remove it, or check for the product and version that you run (-Target).", path.Name!);
    }

    /// <summary>Most objects are the same everywhere; the target, which depends on the whole input, is not even asked for then.</summary>
    private static bool MayLack(Resource subject) => subject
        is TieredPolicy or AddressSet { AllowedEgressDomains.Count: > 0 } or Tier or StagedKubernetesNetworkPolicy or GlobalThreatFeed or PolicyRecommendationScope;

    private static string? MissingKind(Resource subject, CalicoTarget target)
    {
        if (target.Product == CalicoProduct.Enterprise) return null;
        return subject switch
        {
            GlobalThreatFeed or PolicyRecommendationScope => "it is Calico Enterprise's",
            Tier or IStagedPolicy when !target.IsAtLeast(CalicoProduct.OpenSource, 3, 30) => "it came to open source with 3.30",
            _ => null,
        };
    }
}
