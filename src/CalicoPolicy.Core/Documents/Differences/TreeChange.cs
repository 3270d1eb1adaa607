using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Differences;

/// <summary>A part in which two trees differ.</summary>
/// <param name="Kind">How.</param>
/// <param name="LeftPath">Where it is in the first tree; where it is added, what it was added to.</param>
/// <param name="RightPath">Where it is in the second tree; where it is removed, what it was removed from.</param>
/// <param name="Left">What the first tree has there; null where it is added.</param>
/// <param name="Right">What the second tree has there; null where it is removed.</param>
internal sealed record TreeChange(TreeChangeKind Kind, FieldPath LeftPath, FieldPath RightPath, TreeNode? Left, TreeNode? Right)
{
    /// <summary>The way to it, in the tree that has it.</summary>
    public FieldPath Path => Kind == TreeChangeKind.Added ? RightPath : LeftPath;
}
