using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Some who may talk to some others, each with each, on the same traffic.</summary>
public sealed record ConnectivityRow
{
    private readonly SideList _sides;

    internal ConnectivityRow(SideList sides) => _sides = sides;

    /// <summary>The cluster; null where the objects come from files.</summary>
    public string? Cluster { get; init; }

    /// <summary>The sources in words.</summary>
    public string Source => field ??= _sides.TextOf(Sources);

    /// <summary>The destinations in words.</summary>
    public string Destination => field ??= _sides.TextOf(Destinations);

    /// <summary>Whether the traffic gets through for certain, or it is not known.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The traffic.</summary>
    public required TrafficSet Traffic { get; init; }

    /// <summary>The address family, 4 or 6; null where it is the same in both.</summary>
    public int? IPVersion { get; init; }

    /// <summary>The sources.</summary>
    public required IReadOnlyList<ConnectivitySide> Sources { get; init; }

    /// <summary>The destinations.</summary>
    public required IReadOnlyList<ConnectivitySide> Destinations { get; init; }

    /// <summary>A flow of the row.</summary>
    public Flow Example => Traffic.FlowBetween(Sources[0].Peer.Example, Destinations[0].Peer.Example);

    /// <inheritdoc />
    public override string ToString() => $"{Source} -> {Destination}: {(Verdict == Verdict.Uncertain ? "perhaps " : string.Empty)}{Traffic}";
}
