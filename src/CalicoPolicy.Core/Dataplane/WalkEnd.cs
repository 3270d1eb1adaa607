namespace CalicoPolicy.Core.Dataplane;

/// <summary>What becomes of a packet that matches no rule with criteria.</summary>
internal enum WalkEnd
{
    /// <summary>It goes on behind the chain.</summary>
    GoesOn,

    /// <summary>A rule for everything accepts it.</summary>
    Accepted,

    /// <summary>A rule for everything drops it.</summary>
    Dropped,

    /// <summary>A rule for everything passes it to the next tier.</summary>
    Passed,
}
