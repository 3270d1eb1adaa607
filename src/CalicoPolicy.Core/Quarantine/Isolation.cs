using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>What policy leaves open of a pod: the proof of its isolation, or what stands against it.</summary>
/// <param name="StillOpen">What is open or may be, what the quarantine itself excepts included.</param>
public sealed record Isolation(IReadOnlyList<OpenFlow> StillOpen)
{
    /// <summary>What is open or may be.</summary>
    public IReadOnlyList<OpenFlow> StillOpen { get; } = ValueList.Of(StillOpen);

    /// <summary>
    /// Whether no new connection gets from or to the pod but what is excepted; null where that is not certain. Fails closed: null is
    /// no yes (decision 8).
    /// </summary>
    public bool? IsIsolated { get; } =
        StillOpen.Any(flow => flow.Kind == OpenFlowKind.Allowed) ? false
        : StillOpen.Any(flow => flow.Kind == OpenFlowKind.Uncertain) ? null : true;
}
