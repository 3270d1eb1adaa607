namespace CalicoPolicy.Core.Dataplane;

/// <summary>What an IP set holds.</summary>
internal enum IPSetType
{
    /// <summary>Addresses and blocks of what a selector picks.</summary>
    Selector,

    /// <summary>Addresses and ports of what a selector picks and that has a port of a name.</summary>
    NamedPort,

    /// <summary>Addresses and ports behind a service.</summary>
    Service,

    /// <summary>Addresses behind a service.</summary>
    ServiceAddresses,

    /// <summary>Addresses of domains (Enterprise).</summary>
    Domains,
}
