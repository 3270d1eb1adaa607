namespace CalicoPolicy.Core.Evaluation;

/// <summary>What in the nodes' kernels enforces policy, where it makes a difference to verdicts (calico-dataplane.md 3.6).</summary>
public enum DataplaneKind
{
    /// <summary>iptables or nftables, which decide alike.</summary>
    Standard,

    /// <summary>
    /// eBPF: the protocol names ICMPv6 and UDPLite stand for number 0, so that rules with them match nothing of the kind, and a Pass
    /// in a profile denies (felix/bpf/polprog/pol_prog_builder.go).
    /// </summary>
    Ebpf,
}
