namespace CalicoPolicy.Core.Connectivity;

/// <summary>What becomes of traffic by a change.</summary>
public enum ConnectivityChange
{
    /// <summary>It was dropped and gets through.</summary>
    Gained,

    /// <summary>It got through and is dropped.</summary>
    Lost,

    /// <summary>Before or after, or both, it is not known, and it may make a difference.</summary>
    Uncertain,
}
