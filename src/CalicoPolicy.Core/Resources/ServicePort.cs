namespace CalicoPolicy.Core.Resources;

/// <summary>A port of a service.</summary>
public sealed record ServicePort : ResourcePart
{
    /// <summary>The port's name; null where it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The protocol; null where the document does not say, which means TCP.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>The port on the service's addresses.</summary>
    public long? Port { get; init; }

    /// <summary>The port on the pods, by number or name; null: the same number.</summary>
    public KubernetesPort? TargetPort { get; init; }

    /// <summary>The port on every node; null: none.</summary>
    public long? NodePort { get; init; }
}
