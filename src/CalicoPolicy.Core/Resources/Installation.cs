namespace CalicoPolicy.Core.Resources;

/// <summary>How the operator is told to install Calico. It always sets calico-node's host action to Accept (operator, <c>render/node.go</c>).</summary>
public sealed record Installation : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => "operator.tigera.io/v1";

    /// <inheritdoc />
    public override string Kind => "Installation";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>The product: Calico, CalicoEnterprise or TigeraSecureEnterprise; null: Calico.</summary>
    public string? Variant { get; init; }

    /// <summary>What gives pods their network, e.g. Calico or AmazonVPC; null where the document does not say.</summary>
    public string? CniType { get; init; }

    /// <summary>What gives pods their addresses, e.g. Calico, HostLocal or AmazonVPC; null where the document does not say.</summary>
    public string? IpamType { get; init; }

    /// <summary>The blocks of the pools that pods have their addresses from.</summary>
    public IReadOnlyList<string> PoolCidrs { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Iptables, Nftables, BPF or VPP; null: Iptables.</summary>
    public string? LinuxDataplane { get; init; }

    /// <summary>Whether host ports of pods are opened: Enabled or Disabled.</summary>
    public string? HostPorts { get; init; }
}
