namespace CalicoPolicy.Core.Resources;

/// <summary>An object that makes pods. Only what policy needs is kept (decision 26).</summary>
public abstract record Workload : Resource
{
    /// <inheritdoc />
    public sealed override bool IsNamespaced => true;

    /// <summary>Selects the pods that belong to it; null where the document does not say.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>What its pods look like.</summary>
    public PodTemplate Template { get; init => field = value ?? PodTemplate.None; } = PodTemplate.None;
}
