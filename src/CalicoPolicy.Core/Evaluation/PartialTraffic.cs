using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Traffic for which a criterion surely holds, and that for which it may.</summary>
/// <param name="Sure">Where it surely holds; part of <paramref name="Possible"/>.</param>
/// <param name="Possible">Where it holds or may.</param>
internal readonly record struct PartialTraffic(TrafficSet Sure, TrafficSet Possible)
{
    /// <summary>No criterion.</summary>
    public static PartialTraffic All { get; } = new(TrafficSet.All, TrafficSet.All);

    /// <summary>What never holds.</summary>
    public static PartialTraffic None { get; } = new(TrafficSet.None, TrafficSet.None);

    /// <summary>Traffic for which it is known.</summary>
    public static PartialTraffic Of(TrafficSet known) => new(known, known);

    /// <summary>Both hold.</summary>
    public PartialTraffic And(PartialTraffic other) => new(Sure.Intersect(other.Sure), Possible.Intersect(other.Possible));

    /// <summary>One of them holds.</summary>
    public PartialTraffic Or(PartialTraffic other) => new(Sure.Union(other.Sure), Possible.Union(other.Possible));

    /// <summary>It does not hold.</summary>
    public PartialTraffic Not() => new(TrafficSet.All.Except(Possible), TrafficSet.All.Except(Sure));

    /// <summary>It holds for the traffic as far as something else does.</summary>
    public PartialTraffic If(Truth truth) => truth switch
    {
        Truth.Yes => this,
        Truth.Maybe => new(TrafficSet.None, Possible),
        _ => None,
    };
}
