using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>A flow that keeps the cluster alive.</summary>
/// <param name="Family">The family that it is one of.</param>
/// <param name="Source">Who sends.</param>
/// <param name="Destination">Who it is for.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Port">The port; null where the protocol has none.</param>
internal sealed record GuardFlow(string Family, GuardEnd Source, GuardEnd Destination, Protocol Protocol, int? Port)
{
    /// <summary>What messages call the other end than the one that is hit.</summary>
    public required string Peer { get; init; }

    /// <summary>Whether those who are hit are the destinations, and not the sources.</summary>
    public bool HitsDestination { get; init; }

    /// <summary>The node through which it enters the cluster (decision 9); null: none.</summary>
    public string? EntersThrough { get; init; }

    /// <summary>Whether it is enough that somebody outside gets through, whoever that is.</summary>
    public bool IsForSome { get; init; }

    /// <summary>Whether the source's own policies alone count, since others are free to turn it away.</summary>
    public bool IsOfSource { get; init; }

    /// <summary>Whether there is nothing to say where it is denied already, since it is one that nobody must have.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Flows with the same one are lost only where all of them are; null: it counts by itself.</summary>
    public object? Bundle { get; init; }

    /// <summary>Those who are hit.</summary>
    public GuardEnd Hit => HitsDestination ? Destination : Source;

    /// <summary>The protocol and port.</summary>
    public string Traffic => Port is { } port ? FormattableString.Invariant($"{Protocol}/{port}") : Protocol.ToString();
}
