namespace CalicoPolicy.Core.Evaluation;

/// <summary>Where on a host's interface policies are evaluated, in this order; a workload's interface has the normal place only.</summary>
public enum PolicyHook
{
    /// <summary>Before connection tracking (doNotTrack).</summary>
    Untracked,

    /// <summary>Before addresses of services are translated (preDNAT).</summary>
    PreDnat,

    /// <summary>Traffic of the endpoint itself.</summary>
    Normal,

    /// <summary>Traffic on its way through the host (applyOnForward).</summary>
    Forward,
}
