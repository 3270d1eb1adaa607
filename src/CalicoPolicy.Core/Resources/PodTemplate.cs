namespace CalicoPolicy.Core.Resources;

/// <summary>What the pods of a workload look like, as far as policy needs (decision 26).</summary>
public sealed record PodTemplate : ResourcePart
{
    /// <summary>No template.</summary>
    public static PodTemplate None { get; } = new();

    /// <summary>The pods' labels.</summary>
    public LabelMap Labels { get; init => field = value ?? LabelMap.None; } = LabelMap.None;

    /// <summary>The pods' annotations, those of this module only (<c>calicopolicy.io/...</c>).</summary>
    public LabelMap Annotations { get; init => field = value ?? LabelMap.None; } = LabelMap.None;

    /// <summary>The service account; null where the document does not say, which means <c>default</c>.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Whether the pods share their nodes' network; null: no.</summary>
    public bool? HostNetwork { get; init; }

    /// <summary>The ports of the containers, those of init containers too.</summary>
    public IReadOnlyList<EndpointPort> Ports { get; init => field = ValueList.Of(value); } = ValueList<EndpointPort>.None;

    /// <summary>
    /// Of pods that run Felix, what its environment says of traffic to its host: of all of the environment the one thing that is kept
    /// (decision 6). Null for other pods.
    /// </summary>
    public HostAction? HostAction { get; init; }
}
