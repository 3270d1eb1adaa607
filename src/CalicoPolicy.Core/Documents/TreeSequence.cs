using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>A list of nodes.</summary>
public sealed class TreeSequence : TreeNode
{
    /// <summary>Makes a list.</summary>
    public TreeSequence(IReadOnlyList<TreeNode> items, TextSpan span)
        : base(span) => Items = items;

    /// <summary>The items, in order.</summary>
    public IReadOnlyList<TreeNode> Items { get; }

    /// <inheritdoc />
    public override bool Equals(RawValue? other) => other is TreeSequence sequence && Items.SequenceEqual(sequence.Items);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(nameof(TreeSequence), Items.Count);
}
