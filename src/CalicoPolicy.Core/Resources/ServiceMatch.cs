namespace CalicoPolicy.Core.Resources;

/// <summary>A Kubernetes service whose backends match.</summary>
public sealed record ServiceMatch : ResourcePart
{
    /// <summary>The service's name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The service's namespace; null: the policy's own. A global policy needs it.</summary>
    public string? Namespace { get; init; }
}
