namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>What a literal asks of one end of a packet.</summary>
internal enum LiteralKind
{
    /// <summary>Something that a selector picks has the address.</summary>
    Entity,

    /// <summary>Something that a selector picks has the address, or a domain that resolves to it (egress rules that allow).</summary>
    EntityOrDomain,

    /// <summary>Something that a selector picks has the address, and a port of one of some names and the packet's number.</summary>
    NamedPort,

    /// <summary>One of some domains resolves to the address.</summary>
    Domain,

    /// <summary>A service has the address among its backends.</summary>
    Service,

    /// <summary>The request is one of some, which is no matter of either end.</summary>
    Http,
}
