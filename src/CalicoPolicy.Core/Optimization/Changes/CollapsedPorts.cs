using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>Lists of ports with fewer items for the very same ports.</summary>
/// <remarks>
/// O(n log n) for n ports. A range takes two of the fifteen places that a dataplane rule has for ports (calico-dataplane.md 4), so that
/// two neighbours by themselves, <c>80, 81</c>, are left as they are.
/// </remarks>
internal static class CollapsedPorts
{
    private const int HighestPort = 65535;

    /// <summary>
    /// The list with fewer items, each where the first of those that it stands for was; null where there are none to save, and where an
    /// item is no port, as then nobody knows what the list means.
    /// </summary>
    public static IReadOnlyList<PolicyPort>? Of(IReadOnlyList<PolicyPort> ports)
    {
        if (ports.Count < 2) return null;
        var numbers = new List<(PolicyPort Port, int Place)>(ports.Count);
        for (var place = 0; place < ports.Count; place++)
        {
            if (ports[place].IsNamed) continue;
            if (ports[place] is not { Min: >= 0, Max: <= HighestPort } port || port.Min > port.Max) return null;
            numbers.Add((port, place));
        }

        var kept = new SortedDictionary<int, PolicyPort>();
        AddNames(kept, ports);
        AddNumbers(kept, numbers);
        return kept.Count == ports.Count ? null : [.. kept.Values];
    }

    private static void AddNames(SortedDictionary<int, PolicyPort> kept, IReadOnlyList<PolicyPort> ports)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var place = 0; place < ports.Count; place++)
        {
            if (ports[place].Name is { } name && seen.Add(name)) kept.Add(place, ports[place]);
        }
    }

    private static void AddNumbers(SortedDictionary<int, PolicyPort> kept, List<(PolicyPort Port, int Place)> numbers)
    {
        numbers.Sort((left, right) => (left.Port.Min, left.Port.Max, left.Place).CompareTo((right.Port.Min, right.Port.Max, right.Place)));
        for (var first = 0; first < numbers.Count;)
        {
            var next = first + 1;
            var last = numbers[first].Port.Max;
            for (; next < numbers.Count && numbers[next].Port.Min <= last + 1; next++) last = Math.Max(last, numbers[next].Port.Max);
            Add(kept, numbers[first..next], new(numbers[first].Port.Min, last));
            first = next;
        }
    }

    private static void Add(SortedDictionary<int, PolicyPort> kept, List<(PolicyPort Port, int Place)> touching, PolicyPort all)
    {
        if (touching.Sum(one => SlotsOf(one.Port)) <= SlotsOf(all))
        {
            foreach (var (port, place) in touching) kept.Add(place, port);
            return;
        }

        kept.Add(touching.Min(one => one.Place), all);
    }

    private static int SlotsOf(PolicyPort port) => port.IsRange ? 2 : 1;
}
