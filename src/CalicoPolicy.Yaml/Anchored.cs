using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Yaml;

/// <summary>A node with an anchor, and what repeating it by an alias adds to the tree as its readers walk it.</summary>
internal sealed class Anchored
{
    /// <summary>The node; null while it is being read, when an alias to it would be a circle.</summary>
    public TreeNode? Node { get; private set; }

    /// <summary>How many nodes it is, those behind aliases counted each time.</summary>
    public long Size { get; private set; }

    /// <summary>How many levels of mappings and lists it is deep.</summary>
    public int Height { get; private set; }

    public void Complete(TreeNode node, long size, int height)
    {
        Node = node;
        Size = size;
        Height = height;
    }
}
