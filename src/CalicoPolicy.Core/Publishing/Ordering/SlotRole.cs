namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>What a changed object is to traffic.</summary>
internal enum SlotRole
{
    /// <summary>Nothing: a staged policy.</summary>
    Staged,

    /// <summary>A policy in force.</summary>
    Policy,

    /// <summary>A tier.</summary>
    Tier,

    /// <summary>What policies are evaluated on: a namespace, set or host endpoint.</summary>
    World,
}
