using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>One end of a flow: an endpoint of the snapshot, an address, or a domain outside.</summary>
public sealed record FlowEnd
{
    /// <summary>The endpoint; null for an address or domain. An address that an endpoint of the snapshot has is that endpoint's.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>The address; null where it is not known. Of an endpoint: one of its addresses, the first of the family where none is given.</summary>
    public Cidr? Address { get; init; }

    /// <summary>The domain; null for an endpoint or address.</summary>
    public string? Domain { get; init; }

    /// <summary>An endpoint.</summary>
    public static FlowEnd Of(Endpoint endpoint) => new() { Endpoint = endpoint };

    /// <summary>An address.</summary>
    public static FlowEnd Of(Cidr address) => new() { Address = address };

    /// <inheritdoc />
    public override string ToString() => Endpoint?.ToString() ?? Domain ?? Address?.ToString() ?? "any";
}
