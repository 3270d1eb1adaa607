using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>An object that changes, and what stands there: before, on a bridge if there is one, and after.</summary>
internal sealed class ChangeSlot
{
    public const int Before = 0;
    public const int Bridge = 1;
    public const int After = 2;

    private readonly Resource?[] _versions;

    /// <summary>Makes the slot.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="change">The change.</param>
    /// <param name="standing">What the start has there; null: nothing.</param>
    /// <param name="mayBridge">Whether bridges may be built.</param>
    /// <param name="target">What they are built for.</param>
    public ChangeSlot(int number, PlannedChange change, Resource? standing, bool mayBridge, CalicoTarget target)
    {
        (Number, Change) = (number, change);
        Role = change.Subject switch
        {
            IStagedPolicy => SlotRole.Staged,
            Tier => SlotRole.Tier,
            var subject when PolicySnapshot.IsPolicy(subject) => SlotRole.Policy,
            _ => SlotRole.World,
        };
        BridgeVersion = mayBridge ? BridgeVersions.Of(change, target) : null;
        _versions = [standing, BridgeVersion, change.After];
    }

    public int Number { get; }

    public PlannedChange Change { get; }

    public SlotRole Role { get; }

    public ObjectKey Key => ObjectKey.Of(Change.Subject);

    /// <summary>What leads over; null where nothing does.</summary>
    public Resource? BridgeVersion { get; }

    public bool IsCreated => Change.Before is null;

    public bool IsDeleted => Change.After is null;

    /// <summary>Whether the change has no effect until other steps say so: a new namespace, a set that nothing in force uses before.</summary>
    public bool GoesFirst { get; set; }

    /// <summary>Whether it has none any more at the end.</summary>
    public bool GoesLast { get; set; }

    /// <summary>What stands there.</summary>
    public Resource? At(int level) => _versions[level];

    /// <summary>The write from one level to another.</summary>
    public PlannedChange Write(int from, int to) => (from, to) switch
    {
        (Before, After) => Change,
        (Before, _) => new(Change.Before, BridgeVersion) { IsBridge = true },
        _ => new(BridgeVersion, Change.After),
    };
}
