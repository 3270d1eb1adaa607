namespace CalicoPolicy.Core.Evaluation;

/// <summary>One of the flows that a question stands for.</summary>
/// <param name="Source">Where the packet comes from.</param>
/// <param name="Destination">Where it goes, after the address of a service was translated.</param>
/// <param name="Port">The port there; null: not given, or the protocol has none.</param>
/// <param name="Node">The node that it enters the cluster through; null: none.</param>
/// <param name="Note">What became of the source's address on the way; null: nothing.</param>
internal sealed record FlowLeg(FlowEnd Source, FlowEnd Destination, int? Port, string? Node, string? Note);
