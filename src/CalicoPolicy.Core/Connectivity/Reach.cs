using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>The traffic that gets from one peer to another.</summary>
/// <param name="Allowed">What surely gets through.</param>
/// <param name="Uncertain">What may, since something is not known; the rest is dropped.</param>
public sealed record Reach(TrafficSet Allowed, TrafficSet Uncertain)
{
    /// <summary>Nothing gets through.</summary>
    public static Reach Nothing { get; } = new(TrafficSet.None, TrafficSet.None);

    /// <summary>Everything gets through.</summary>
    public static Reach Everything { get; } = new(TrafficSet.All, TrafficSet.None);

    /// <summary>What gets through both.</summary>
    public Reach And(Reach other)
    {
        var allowed = Allowed.Intersect(other.Allowed);
        return new(allowed, Allowed.Union(Uncertain).Intersect(other.Allowed.Union(other.Uncertain)).Except(allowed));
    }

    /// <inheritdoc />
    public override string ToString() => Uncertain.IsEmpty ? Allowed.ToString() : $"{Allowed}, perhaps {Uncertain}";
}
