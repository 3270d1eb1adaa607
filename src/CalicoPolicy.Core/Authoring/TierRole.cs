namespace CalicoPolicy.Core.Authoring;

/// <summary>What people may do in a tier; each may do what those before it may.</summary>
public enum TierRole
{
    /// <summary>See the tier. Without that right nothing can be done with its policies.</summary>
    Viewer,

    /// <summary>Read its policies.</summary>
    Reader,

    /// <summary>Create, change and delete its policies.</summary>
    Editor,

    /// <summary>
    /// Delete its policies all at once, and change the tier itself: its order and default action. Neither create nor delete tiers:
    /// a right to create cannot be limited to a name, and to delete one's tier is no daily work.
    /// </summary>
    Admin,
}
