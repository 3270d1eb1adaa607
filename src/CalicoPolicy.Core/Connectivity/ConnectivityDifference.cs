using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Some who gain or lose the same traffic to some others, each to each.</summary>
public sealed record ConnectivityDifference
{
    private readonly SideList _sides;

    internal ConnectivityDifference(SideList sides) => _sides = sides;

    /// <summary>The cluster; null where the objects come from files.</summary>
    public string? Cluster { get; init; }

    /// <summary>Whether the traffic is gained or lost.</summary>
    public ConnectivityChange Change => (Before, After) switch
    {
        (Verdict.Deny, Verdict.Allow) => ConnectivityChange.Gained,
        (Verdict.Allow, Verdict.Deny) => ConnectivityChange.Lost,
        _ => ConnectivityChange.Uncertain,
    };

    /// <summary>The sources in words.</summary>
    public string Source => field ??= _sides.TextOf(Sources);

    /// <summary>The destinations in words.</summary>
    public string Destination => field ??= _sides.TextOf(Destinations);

    /// <summary>The traffic.</summary>
    public required TrafficSet Traffic { get; init; }

    /// <summary>The verdict before the change.</summary>
    public required Verdict Before { get; init; }

    /// <summary>The verdict after it.</summary>
    public required Verdict After { get; init; }

    /// <summary>The address family, 4 or 6; null where it is the same in both.</summary>
    public int? IPVersion { get; init; }

    /// <summary>The sources.</summary>
    public required IReadOnlyList<ConnectivitySide> Sources { get; init; }

    /// <summary>The destinations.</summary>
    public required IReadOnlyList<ConnectivitySide> Destinations { get; init; }

    /// <summary>A flow that shows it.</summary>
    public Flow Example => Traffic.FlowBetween(Sources[0].Peer.Example, Destinations[0].Peer.Example);

    /// <inheritdoc />
    public override string ToString() => $"{Change}: {Source} -> {Destination}: {Traffic}";
}
