namespace CalicoPolicy.Core.Publishing;

/// <summary>What is published together; each needs those before it.</summary>
internal enum PublicationWave
{
    Namespaces,
    Tiers,
    Sets,
    Policies,

    /// <summary>After the policies: an interface without them is cut off at once, but for the failsafe ports.</summary>
    HostEndpoints,

    /// <summary>Kinds that are not published.</summary>
    None,
}
