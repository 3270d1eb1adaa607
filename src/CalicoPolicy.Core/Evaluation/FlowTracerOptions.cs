namespace CalicoPolicy.Core.Evaluation;

/// <summary>How questions about flows are answered.</summary>
public sealed record FlowTracerOptions
{
    /// <summary>What pending means: <see cref="PolicyView.PendingCalico"/> or <see cref="PolicyView.PendingIntended"/>.</summary>
    public PolicyView Pending { get; init; } = PolicyView.PendingCalico;

    /// <summary>What enforces policy.</summary>
    public DataplaneKind Dataplane { get; init; }

    /// <summary>The namespace of names without one; null: <c>default</c>, and the answers say so.</summary>
    public string? Namespace { get; init; }
}
