namespace CalicoPolicy.Core.Dataplane;

/// <summary>What an endpoint's chain is for (felix/rules/endpoints.go, endpointIptablesChain).</summary>
internal enum EndpointChainKind
{
    /// <summary>A workload.</summary>
    Workload,

    /// <summary>A host's own traffic.</summary>
    Host,

    /// <summary>What a host sends, after addresses were translated; in the mangle table.</summary>
    HostMangle,

    /// <summary>What goes through a host.</summary>
    Forward,

    /// <summary>What comes in before addresses are translated.</summary>
    PreDnat,

    /// <summary>What is not tracked.</summary>
    Untracked,
}
