namespace CalicoPolicy.Core.Documents.Differences;

/// <summary>How a part of a tree differs from another tree's.</summary>
public enum TreeChangeKind
{
    /// <summary>The second tree has it, the first has not.</summary>
    Added,

    /// <summary>The first tree has it, the second has not.</summary>
    Removed,

    /// <summary>Both have it, each with a value of its own.</summary>
    Changed,
}
