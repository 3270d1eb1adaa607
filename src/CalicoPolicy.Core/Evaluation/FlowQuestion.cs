using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>A flow as people ask about it, with its ends by name.</summary>
/// <param name="Source">Who sends: see <see cref="FlowEndNames"/>.</param>
/// <param name="Destination">Who it is for: the same, or a service.</param>
public sealed record FlowQuestion(string Source, string Destination)
{
    /// <summary>The protocol.</summary>
    public Protocol Protocol { get; init; } = Protocol.Tcp;

    /// <summary>The port that the client connects to, 1 to 65535: of a service its own, else that of the endpoint; null where it is not given.</summary>
    public int? Port { get; init; }

    /// <summary>The port that it is sent from; null: any.</summary>
    public int? SourcePort { get; init; }

    /// <summary>The ICMP type; null: any.</summary>
    public int? IcmpType { get; init; }

    /// <summary>The node that it enters the cluster through, which puts its own address in place of the client's (decision 9); null: none.</summary>
    public string? Node { get; init; }
}
