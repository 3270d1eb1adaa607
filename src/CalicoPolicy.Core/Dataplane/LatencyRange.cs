namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// By how much rules delay the first packet of a flow, in microseconds: each rule that it is compared with 0.25 to 0.5 (Calico
/// Enterprise's documentation, policy best practices).
/// </summary>
/// <param name="Least">The least, in microseconds.</param>
/// <param name="Most">The most, in microseconds.</param>
public readonly record struct LatencyRange(double Least, double Most)
{
    private const double LeastOfRule = 0.25;
    private const double MostOfRule = 0.5;

    /// <summary>The delay of some rules.</summary>
    public static LatencyRange Of(long rules) => new(rules * LeastOfRule, rules * MostOfRule);

    /// <summary>The range with its unit: <c>2-4 microseconds</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Least:0.##}-{Most:0.##} microseconds");
}
