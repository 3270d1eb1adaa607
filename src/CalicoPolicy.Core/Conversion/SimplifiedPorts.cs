using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>
/// The fewest ports and ranges that hold the given ones (libcalico-go, conversion.go, SimplifyPorts): names first and as they come,
/// then numbers in order. With no two numbers to join, the list stays as it is.
/// </summary>
internal static class SimplifiedPorts
{
    /// <remarks>O(n log n).</remarks>
    public static IReadOnlyList<PolicyPort> Of(IReadOnlyList<PolicyPort> ports)
    {
        PolicyPort[] numbers = [.. ports.Where(port => !port.IsNamed).OrderBy(port => port.Min)];
        if (numbers.Length == 0 || (numbers.Length == 1 && !numbers[0].IsRange) || ports.Count == 1) return ports;
        List<PolicyPort> simplified = [.. ports.Where(port => port.IsNamed)];
        var (min, max) = (numbers[0].Min, numbers[0].Max);
        foreach (var port in numbers.Skip(1))
        {
            if (port.Min > max + 1)
            {
                simplified.Add(new(min, max));
                (min, max) = (port.Min, port.Max);
            }
            else
            {
                max = Math.Max(max, port.Max);
            }
        }

        simplified.Add(new(min, max));
        return simplified;
    }
}
