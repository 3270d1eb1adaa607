using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Groups all pairs of sides that a query asks for, by source or by destination, whichever gives fewer rows.</summary>
internal static class PairGroups
{
    /// <summary>The rows.</summary>
    /// <param name="sides">The sides.</param>
    /// <param name="query">Whose pairs.</param>
    /// <param name="numberOf">The number of what is between the places of two peers; 0: nothing to tell.</param>
    /// <param name="partsOf">The traffic of such a number, by kind.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IEnumerable<(TKind Kind, TrafficSet Traffic, IEnumerable<int> Sources, IEnumerable<int> Destinations)> Of<TKind>(
        SideList sides, ConnectivityQuery query, Func<int, int, int> numberOf, Func<int, IReadOnlyList<(TKind Kind, TrafficSet Traffic)>> partsOf, CancellationToken cancellationToken)
        where TKind : struct
    {
        var parts = new Dictionary<int, IReadOnlyList<(TKind Kind, TrafficSet Traffic)>>();
        var bySource = Group(isBySource: true);
        var byDestination = Group(isBySource: false);
        return bySource.Count <= byDestination.Count
            ? bySource.Rows.Select(row => (row.Kind, row.Traffic, row.Ones, row.Others))
            : byDestination.Rows.Select(row => (row.Kind, row.Traffic, row.Others, row.Ones));

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        RowGrouping<TKind> Group(bool isBySource)
        {
            var rows = new RowGrouping<TKind>(sides.Count, PartsOf);
            for (var one = 0; one < sides.Count; one++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var other = 0; other < sides.Count; other++)
                {
                    var (source, destination) = isBySource ? (one, other) : (other, one);
                    var number = numberOf(sides.PlaceOf(source), sides.PlaceOf(destination));
                    if (number == 0 || !query.Wants(sides.IsWanted(source), sides.IsWanted(destination))) continue;
                    rows.Add(other, number);
                }

                rows.End(one);
            }

            return rows;
        }

        IReadOnlyList<(TKind Kind, TrafficSet Traffic)> PartsOf(int number)
        {
            if (parts.TryGetValue(number, out var known)) return known;
            known = [.. partsOf(number).Select(part => (part.Kind, Traffic: query.Traffic is { } wanted ? part.Traffic.Intersect(wanted) : part.Traffic)).Where(part => !part.Traffic.IsEmpty)];
            parts.Add(number, known);
            return known;
        }
    }
}
