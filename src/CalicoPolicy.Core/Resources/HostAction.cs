namespace CalicoPolicy.Core.Resources;

/// <summary>What Felix does with traffic of a workload to its own host that the workload's egress policies allow.</summary>
public enum HostAction
{
    /// <summary>Nothing is said: what is less specific counts, and Felix drops where nothing is said at all.</summary>
    Unset,

    /// <summary>Something is said, but what it is cannot be read.</summary>
    Unknown,

    /// <summary>It is dropped.</summary>
    Drop,

    /// <summary>The host's own packet filter decides.</summary>
    Return,

    /// <summary>It gets through.</summary>
    Accept,
}
