namespace CalicoPolicy.Core.Resources;

/// <summary>How Calico Enterprise recommends policies for namespaces.</summary>
public sealed record NamespaceRecommendation : ResourcePart
{
    /// <summary>Enabled or Disabled; null: Disabled.</summary>
    public string? RecStatus { get; init; }

    /// <summary>Selects the namespaces; null: all but those of Calico, Tigera and Kubernetes.</summary>
    public string? Selector { get; init; }

    /// <summary>Whether traffic inside of a namespace is passed on to the next tier; null: no.</summary>
    public bool? IntraNamespacePassThroughTraffic { get; init; }

    /// <summary>The tier of the recommendations; null: <c>namespace-isolation</c>.</summary>
    public string? TierName { get; init; }
}
