namespace CalicoPolicy.Core.Resources;

/// <summary>What Calico Enterprise recommends policies for, and how it learns. One object, <c>default</c>. Durations are written as in Go: <c>2m30s</c>.</summary>
public sealed record PolicyRecommendationScope : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <inheritdoc />
    public override string Kind => "PolicyRecommendationScope";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>How often recommendations are updated; null: 2m30s.</summary>
    public string? Interval { get; init; }

    /// <summary>How far back flows are read at first; null: 24h.</summary>
    public string? InitialLookback { get; init; }

    /// <summary>How long a recommendation must stay the same to count as stable; null: 10m.</summary>
    public string? StabilizationPeriod { get; init; }

    /// <summary>The most rules of a recommendation in one direction; null: 20.</summary>
    public long? MaxRules { get; init; }

    /// <summary>How many recommendations learn at a time before no new ones are made; null: 20.</summary>
    public long? PoliciesLearningCutOff { get; init; }

    /// <summary>Recommendations for namespaces; null where the document does not say.</summary>
    public NamespaceRecommendation? NamespaceSpec { get; init; }

    /// <summary>Recommendations for host endpoints; null where the document does not say.</summary>
    public HostEndpointRecommendation? HostEndpointSpec { get; init; }
}
