using System.Globalization;

namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>The same measurement several times.</summary>
internal sealed class Series
{
    private readonly double[] _sorted;

    public Series(IEnumerable<double> values) => _sorted = [.. values.Order()];

    public double Min => _sorted[0];

    public double Median => _sorted.Length % 2 == 1 ? _sorted[_sorted.Length / 2] : (_sorted[(_sorted.Length / 2) - 1] + _sorted[_sorted.Length / 2]) / 2;

    public double Max => _sorted[^1];

    /// <summary>Least, median and most, and whether the median keeps to an aim.</summary>
    public string Show(string unit, double? aim = null)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"min {Min,8:F1}  median {Median,8:F1}  max {Max,8:F1} {unit}");
        return aim is null ? text : string.Create(CultureInfo.InvariantCulture, $"{text}   aim {aim:F0}: {(Median <= aim ? "met" : "MISSED")}");
    }
}
