using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>A change after which a flow has the other verdict. It is tried, not guessed; what else it changes is not said.</summary>
public sealed record FlowChange
{
    /// <summary>What is changed.</summary>
    public required FlowChangeKind Kind { get; init; }

    /// <summary>The change in words.</summary>
    public required string Description { get; init; }

    /// <summary>The objects as they are then, those that are new too.</summary>
    public required IReadOnlyList<Resource> Resources { get; init => field = ValueList.Of(value); }

    /// <summary>The objects as text; null where nobody has written it.</summary>
    public string? Text { get; init; }

    /// <summary>The description.</summary>
    public override string ToString() => Description;
}
