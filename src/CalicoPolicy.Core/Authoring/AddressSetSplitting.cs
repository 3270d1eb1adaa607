using CalicoPolicy.Core.Documents.Mapping;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Authoring;

/// <summary>
/// Splits network sets that are too large for one object. Rules select all parts, since they have the same labels. O(n log n) for n
/// members.
/// </summary>
public static class AddressSetSplitting
{
    /// <summary>
    /// The sets, those with too many members in parts: nets in address order, then domains. The first part keeps the name and
    /// everything else; the others, <c>name-2</c>, <c>name-3</c> and so on, have no part of what the server filled in. Names that
    /// other sets have are passed over. All parts keep the documents that the set came from, so that they are written there together.
    /// </summary>
    /// <param name="sets">All sets.</param>
    /// <param name="maxMembers">The most nets and domains that a set may have, at least 1.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<AddressSet> Split(IReadOnlyList<AddressSet> sets, int maxMembers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMembers, 1);
        return Parts(sets, maxMembers, cancellationToken);
    }

    private static IEnumerable<AddressSet> Parts(IReadOnlyList<AddressSet> sets, int maxMembers, CancellationToken cancellationToken)
    {
        var taken = sets.Select(set => (set.Kind, set.Namespace, set.Name)).ToHashSet();
        foreach (var set in sets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (set.Nets.Count + set.AllowedEgressDomains.Count <= maxMembers)
            {
                yield return set;
                continue;
            }

            var names = PartName.Of(set.Name).Where(name => taken.Add((set.Kind, set.Namespace, name))).GetEnumerator();
            var nets = InAddressOrder(set.Nets);
            List<string> domains = [.. set.AllowedEgressDomains];
            for (long start = 0; start < nets.Count + domains.Count; start += maxMembers)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var part = start == 0 ? set : Another(set, names);
                yield return part with
                {
                    Nets = Slice(nets, start, maxMembers),
                    AllowedEgressDomains = Slice(domains, start - nets.Count, maxMembers),
                };
            }
        }
    }

    /// <summary>The members from a place on, which may lie before the first.</summary>
    private static List<string> Slice(List<string> members, long start, int count)
    {
        var from = (int)Math.Clamp(start, 0, members.Count);
        return members[from..(int)Math.Clamp(start + count, from, members.Count)];
    }

    private static AddressSet Another(AddressSet set, IEnumerator<string> names)
    {
        names.MoveNext();
        return set with
        {
            Metadata = ServerMetadata.Without(set.Metadata) with { Name = names.Current },
            UnknownFields = ServerMetadata.Without(set.UnknownFields),
            Location = Location.None,
        };
    }

    private static List<string> InAddressOrder(IReadOnlyList<string> nets)
    {
        var blocks = new List<(Cidr Block, string Net)>(nets.Count);
        foreach (var net in nets)
        {
            if (!Cidr.TryParse(net, out var block)) throw new ArgumentException($"'{net}' is neither an address block nor an address.", nameof(nets));
            blocks.Add((block, net));
        }

        return [.. blocks.OrderBy(pair => pair.Block, Comparer<Cidr>.Create(Cidr.CompareByAddress)).Select(pair => pair.Net)];
    }
}
