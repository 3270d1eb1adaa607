namespace CalicoPolicy.Core.Connectivity;

/// <summary>Whether policies govern traffic of an endpoint in a direction (calico-policy.md 3.2: protected).</summary>
public enum PolicyProtection
{
    /// <summary>No policy does.</summary>
    No,

    /// <summary>Staged policies would; none in force does.</summary>
    Staged,

    /// <summary>It is not known: policies, their tiers or labels that they go by are missing.</summary>
    Uncertain,

    /// <summary>At least one policy in force does.</summary>
    Yes,
}
