namespace CalicoPolicy.Core.Resources;

/// <summary>An endpoint behind a service.</summary>
public sealed record SliceEndpoint : ResourcePart
{
    /// <summary>Its addresses, which are the same to clients.</summary>
    public IReadOnlyList<string> Addresses { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Whether it takes traffic; null: unknown, which counts as yes.</summary>
    public bool? Ready { get; init; }

    /// <summary>Whether it answers, though it may be ending; null: as <see cref="Ready"/>.</summary>
    public bool? Serving { get; init; }

    /// <summary>Whether it is ending; null: no.</summary>
    public bool? Terminating { get; init; }

    /// <summary>The node that it runs on; null where unknown.</summary>
    public string? NodeName { get; init; }

    /// <summary>The object that it stands for, a pod mostly; null where there is none.</summary>
    public ObjectReference? TargetRef { get; init; }
}
