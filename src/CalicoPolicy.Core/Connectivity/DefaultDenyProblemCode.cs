namespace CalicoPolicy.Core.Connectivity;

/// <summary>What keeps a default deny from being made for a snapshot.</summary>
public enum DefaultDenyProblemCode
{
    /// <summary>Pods ask for names elsewhere than the mode says.</summary>
    DnsContradiction,

    /// <summary>Where pods ask for names is not known.</summary>
    DnsUnknown,

    /// <summary>A host endpoint would be selected.</summary>
    HostEndpointSelected,
}
