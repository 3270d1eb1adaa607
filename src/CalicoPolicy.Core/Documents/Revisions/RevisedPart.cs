namespace CalicoPolicy.Core.Documents.Revisions;

/// <summary>A field or item of a revised node.</summary>
/// <param name="OldIndex">Its index in the old node; -1 where it is new.</param>
/// <param name="Revision">What becomes of it; null where it is new.</param>
/// <param name="New">Its value in the new node.</param>
public readonly record struct RevisedPart(int OldIndex, TreeRevision? Revision, TreeNode New);
