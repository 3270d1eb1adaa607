namespace CalicoPolicy.Parameters;

/// <summary>What may happen at the end of a tier.</summary>
public enum TierDefaultAction
{
    /// <summary>Drop.</summary>
    Deny,

    /// <summary>Go on with the next tier.</summary>
    Pass,
}
