using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Cluster;

/// <summary>Objects of a kind that were not read.</summary>
/// <param name="Gap">Which, and why.</param>
/// <param name="Error">What the server said; null where it is not the server's doing.</param>
internal sealed record KindGap(SnapshotGap Gap, ServerError? Error)
{
    /// <summary>The gap as an error of a user who asked for the objects: it names them, and the missing right.</summary>
    public ServerError ToError() => Error is null ? new(ServerErrorCategory.Other, string.Empty, Gap.ToString()) : Error with { Message = Gap.ToString() };
}
