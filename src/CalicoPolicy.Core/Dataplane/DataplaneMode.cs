namespace CalicoPolicy.Core.Dataplane;

/// <summary>What Felix programs policy into, as far as it makes a difference to what policy costs (calico-dataplane.md 4).</summary>
public enum DataplaneMode
{
    /// <summary>Chains of iptables.</summary>
    Iptables,

    /// <summary>Chains of nftables: the same rules, but for the dispatch to workloads.</summary>
    Nftables,

    /// <summary>Programs of eBPF, one for each endpoint, direction and IP family.</summary>
    Bpf,
}
