using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The host endpoints whose policies traffic may come to at the interfaces of a node, one of each lot with the same policies.</summary>
/// <param name="Outside">At the interfaces to other nodes and to the world, of which the one that is taken is not known; null among them: at one none.</param>
/// <param name="OfPods">At the interfaces of pods: the host endpoint for all interfaces, where there is one; null: none.</param>
internal sealed record NodeInterfaces(Endpoint?[] Outside, Endpoint?[] OfPods)
{
    /// <summary>A node without host endpoints.</summary>
    public static NodeInterfaces None { get; } = new([null], [null]);
}
