namespace CalicoPolicy.Core.Evaluation;

/// <summary>How policies are evaluated.</summary>
public sealed record EngineOptions
{
    /// <summary>Which policies count.</summary>
    public PolicyView View { get; init; }

    /// <summary>What enforces policy.</summary>
    public DataplaneKind Dataplane { get; init; }

    /// <summary>
    /// From how many rules of an endpoint in one direction on they are found through an index, which changes no verdict; one that is
    /// never reached turns it off.
    /// </summary>
    public int IndexFrom { get; init; } = 256;
}
