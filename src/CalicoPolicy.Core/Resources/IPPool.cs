namespace CalicoPolicy.Core.Resources;

/// <summary>Addresses that Calico gives to pods.</summary>
public sealed record IPPool : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <inheritdoc />
    public override string Kind => "IPPool";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>The addresses.</summary>
    public string Cidr { get; init; } = string.Empty;

    /// <summary>Whether no more addresses are given out; those that pods have stay theirs. Null: no.</summary>
    public bool? Disabled { get; init; }

    /// <summary>Whether pods appear outside of all pools under their node's address; null: no.</summary>
    public bool? NatOutgoing { get; init; }

    /// <summary>What the addresses may be given to: Workload, Tunnel, LoadBalancer; none: Workload and Tunnel.</summary>
    public IReadOnlyList<string> AllowedUses { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Whether pods have addresses of it.</summary>
    internal bool IsForWorkloads => AllowedUses.Count == 0 || AllowedUses.Contains("Workload");

    /// <inheritdoc />
    public override string Summary => Cidr;
}
