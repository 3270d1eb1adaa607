using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// How ports by number fit into the matches of the kernel, which take 15 each: a port one of them, a range two; in the order of the
/// rule, and a range that does not fit begins a new match (felix/rules/policy.go, SplitPortList).
/// </summary>
internal static class PortSplits
{
    private const int Slots = 15;

    /// <summary>The number of matches; named ports do not count.</summary>
    public static int Count(IReadOnlyList<PolicyPort> ports)
    {
        var (splits, free) = (0, 0);
        foreach (var port in ports)
        {
            if (port.IsNamed) continue;
            var needed = port.IsRange ? 2 : 1;
            if (free < needed) (splits, free) = (splits + 1, Slots);
            free -= needed;
        }

        return splits;
    }

    /// <summary>The number of named ports, each of which is an IP set.</summary>
    public static int CountNamed(IReadOnlyList<PolicyPort> ports)
    {
        var count = 0;
        foreach (var port in ports) count += port.IsNamed ? 1 : 0;
        return count;
    }
}
