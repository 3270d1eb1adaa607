namespace CalicoPolicy.Core.Access;

/// <summary>How far somebody's rights in a tier go.</summary>
public enum TierAccessLevel
{
    /// <summary>None that works: what is missing, the row says.</summary>
    None,

    /// <summary>To see the tier.</summary>
    Viewer,

    /// <summary>To read policies.</summary>
    Reader,

    /// <summary>To create, change or delete policies.</summary>
    Editor,

    /// <summary>To change or delete the tier itself.</summary>
    Admin,
}
