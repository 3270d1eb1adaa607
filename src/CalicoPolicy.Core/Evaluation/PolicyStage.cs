namespace CalicoPolicy.Core.Evaluation;

/// <summary>A part of what traffic of an endpoint goes through; what one decides does not come to the next.</summary>
/// <param name="Program">The policies.</param>
/// <param name="Hook">Where they are applied.</param>
/// <param name="End">What decides where they do not; null: the next stage.</param>
internal sealed record PolicyStage(EndpointProgram Program, PolicyHook Hook, ProfileEnd? End)
{
    /// <summary>Traffic that may get past the stage whatever its policies say.</summary>
    public TrafficSet MayPass { get; init; } = TrafficSet.None;
}
