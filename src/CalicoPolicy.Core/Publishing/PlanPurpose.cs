namespace CalicoPolicy.Core.Publishing;

/// <summary>What a plan is for.</summary>
internal enum PlanPurpose
{
    /// <summary>Resources are published.</summary>
    Publish,

    /// <summary>Resources are deleted.</summary>
    Remove,

    /// <summary>A publication is taken back.</summary>
    Undo,
}
