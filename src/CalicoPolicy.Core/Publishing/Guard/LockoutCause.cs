namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>What there is to say of a flow that keeps a cluster alive.</summary>
public enum LockoutCause
{
    /// <summary>It gets through today, or may, and is denied after the publication.</summary>
    Cut,

    /// <summary>Whether it still gets through after the publication is not known, and the publication has a say in it: as good as cut (decision 8).</summary>
    Uncertain,

    /// <summary>It is denied today, and after the publication too: not this publication's doing.</summary>
    AlreadyCut,

    /// <summary>A flow of the operator's own list names nobody in the cluster, so that nothing was checked.</summary>
    Unmatched,
}
