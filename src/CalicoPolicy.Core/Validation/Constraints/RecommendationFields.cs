using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>The scope of policy recommendation: one object, durations, words and selectors (Calico Enterprise's PolicyRecommendationScope).</summary>
internal sealed class RecommendationFields : Constraint
{
    private static readonly FieldPath Spec = FieldPath.Root["spec"];

    public override void Check(Resource subject, Violations violations)
    {
        if (subject is not PolicyRecommendationScope scope) return;
        if (scope.Name != "default")
            violations.Add(FieldPath.Root["metadata"]["name"], "scope name", $"There is one PolicyRecommendationScope, default, and this is '{scope.Name}'.", "Write name: default.");
        CheckDuration(scope.Interval, "interval", violations);
        CheckDuration(scope.InitialLookback, "initialLookback", violations);
        CheckDuration(scope.StabilizationPeriod, "stabilizationPeriod", violations);
        if (scope.NamespaceSpec is { } namespaces)
        {
            CheckStatus(namespaces.RecStatus, Spec["namespaceSpec"]["recStatus"], violations);
            CheckSelector(namespaces.Selector, Spec["namespaceSpec"]["selector"], violations);
            CheckTier(namespaces.TierName, Spec["namespaceSpec"]["tierName"], violations);
        }

        if (scope.HostEndpointSpec is { } hosts)
        {
            CheckStatus(hosts.RecommendationStatus, Spec["hostEndpointSpec"]["recommendationStatus"], violations);
            CheckSelector(hosts.Selector, Spec["hostEndpointSpec"]["selector"], violations);
            CheckTier(hosts.TierName, Spec["hostEndpointSpec"]["tierName"], violations);
        }
    }

    private static void CheckDuration(string? text, string field, Violations violations)
    {
        if (text is null || (GoDuration.TryParse(text, out var seconds) && seconds > 0)) return;
        violations.Add(Spec[field], "duration", $"'{text}' is no duration ({field}).", "Write it as 2m30s, 10m or 24h.", field);
    }

    private static void CheckStatus(string? text, FieldPath path, Violations violations)
    {
        if (text is null or "Enabled" or "Disabled") return;
        violations.Add(path, "status", $"{path.Name} is '{text}'; there are Enabled and Disabled.", "Write Enabled or Disabled.", path.Parent!.Name!);
    }

    private static void CheckSelector(string? text, FieldPath path, Violations violations)
    {
        if (string.IsNullOrEmpty(text) || violations.Selectors.Read(text).Error is not { } error) return;
        violations.Add(new Findings.Observation(path, $"The selector is none: {error.Message}\n{error.Render()}", error.Hint ?? "Write it in Calico's selector language.")
        {
            Content = $"selector {path.Parent!.Name}",
            Part = new(text, error.Position),
        });
    }

    private static void CheckTier(string? text, FieldPath path, Violations violations)
    {
        if (text is null || KubernetesNames.IsLabel(text)) return;
        violations.Add(path, "tier", $"'{text}' is no name of a tier.", "Use up to 63 lower-case letters, digits and '-'.", path.Parent!.Name!);
    }
}
