namespace CalicoPolicy.Core.Quarantine;

/// <summary>What has become of a quarantine.</summary>
public enum QuarantineState
{
    /// <summary>The pod is there, and the quarantine applies to it.</summary>
    InForce,

    /// <summary>The pod was evicted so that its replacement, which the policy catches too, takes its place.</summary>
    Evicted,

    /// <summary>The pod is gone, and pods of its workload run that nothing quarantines; they may be what took its place.</summary>
    Replaced,

    /// <summary>The pod is gone, and nothing of its workload runs outside of a quarantine.</summary>
    Gone,

    /// <summary>A pod of its name is there that does not carry the quarantine: it took its place, or somebody took the label off.</summary>
    Lost,

    /// <summary>The quarantine was ended.</summary>
    Released,
}
