using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>
/// Puts the writes of a publication into an order in which no state on the way denies a flow that both the start and the end allow, nor
/// allows one that both deny (decision 23). Where no order does, some objects are written twice (bridges); where that does not help
/// either, the windows are told.
/// </summary>
/// <remarks>
/// Every state is evaluated by the engine, but only on the endpoints and directions whose policies a write changes: O(writes x sides of
/// each x rules of a side x peers / 64) where the usual order is good. Beyond <see cref="ChangeOrderingOptions.MostWork"/>, and beyond
/// <see cref="MostCells"/>, the usual order stands unchecked, and <see cref="OrderedChanges.Unchecked"/> says so.
/// </remarks>
public static class ChangeOrdering
{
    /// <summary>How many pairs of a changed side and a peer there may be: beyond that no order is checked.</summary>
    public const long MostCells = 25_000_000;

    /// <summary>The order.</summary>
    /// <param name="start">The cluster before the publication.</param>
    /// <param name="changes">What is to be written, each object once; their order makes no difference.</param>
    /// <param name="options">How the order is looked for; null: the usual way.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">An object is changed twice, or a change has none.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static OrderedChanges Of(PolicySnapshot start, IReadOnlyList<PlannedChange> changes, ChangeOrderingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(changes);
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new();
        var target = options.Target ?? CalicoTarget.For(start.Resources.Concat(changes.Select(change => change.Subject)));
        var standing = start.Resources.ToDictionary(ObjectKey.Of);
        var sorted = changes.OrderBy(change => ObjectKey.Of(change.Subject)).ToList();
        for (var index = 1; index < sorted.Count; index++)
        {
            if (ObjectKey.Of(sorted[index].Subject) == ObjectKey.Of(sorted[index - 1].Subject)) throw new ArgumentException($"{sorted[index].Subject} is changed twice.", nameof(changes));
        }

        var slots = sorted.Select((change, number) => new ChangeSlot(number, change, standing.GetValueOrDefault(ObjectKey.Of(change.Subject)), options.MayBridge, target)).ToList();
        return slots.Count == 0 ? new() : new OrderingRun(start, slots, options, cancellationToken).Order();
    }
}
