namespace CalicoPolicy.Core.Evaluation;

/// <summary>How policies are evaluated.</summary>
public sealed record EngineOptions
{
    /// <summary>Which policies count.</summary>
    public PolicyView View { get; init; }
}
