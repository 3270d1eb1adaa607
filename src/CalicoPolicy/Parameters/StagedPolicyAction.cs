namespace CalicoPolicy.Parameters;

/// <summary>What a staged policy may stage.</summary>
public enum StagedPolicyAction
{
    /// <summary>The policy as written.</summary>
    Set,

    /// <summary>The removal of the enforced policy of the same name.</summary>
    Delete,

    /// <summary>A recommendation that still learns.</summary>
    Learn,

    /// <summary>A recommendation that was dismissed.</summary>
    Ignore,
}
