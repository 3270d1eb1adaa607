using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>All versions of all objects, and the worlds and tiers of each state that is asked for, each made once.</summary>
internal sealed class OrderingUniverse
{
    private const int MostWorlds = 64;
    private const int MostCompiled = 400_000;

    private readonly PolicySnapshot _start;
    private readonly List<PolicyVersion> _versions = [];
    private readonly List<ChangeSlot> _worldSlots;
    private readonly List<ChangeSlot> _tierSlots;
    private readonly List<Tier> _standingTiers;
    private readonly UInt128[] _tierSignatures;
    private readonly Dictionary<string, OrderingWorld> _worlds = new(StringComparer.Ordinal);
    private readonly Dictionary<UInt128, CompiledTier[]> _tiers = [];
    private readonly CancellationToken _cancellationToken;

    public OrderingUniverse(PolicySnapshot start, IReadOnlyList<ChangeSlot> slots, CancellationToken cancellationToken)
    {
        (_start, Slots, _cancellationToken) = (start, slots, cancellationToken);
        _worldSlots = [.. slots.Where(slot => slot.Role == SlotRole.World)];
        _tierSlots = [.. slots.Where(slot => slot.Role == SlotRole.Tier)];
        var keys = slots.Select(slot => slot.Key).ToHashSet();
        _standingTiers = [.. start.Resources.OfType<Tier>().Where(tier => !keys.Contains(ObjectKey.Of(tier)))];
        var signature = new Signature();
        foreach (var policy in start.Policies)
        {
            if (policy is not IStagedPolicy && !keys.Contains(ObjectKey.Of(policy))) Add(policy, null, 0, signature);
        }

        foreach (var slot in slots.Where(slot => slot.Role == SlotRole.Policy))
        {
            for (var level = 0; level <= ChangeSlot.After; level++)
            {
                if (slot.At(level) is { } policy) Add(policy, slot, level, signature);
            }
        }

        _versions = [.. _versions.OrderBy(version => version.Policy.Order ?? double.PositiveInfinity).ThenBy(version => version.SortKey, StringComparer.Ordinal).ThenBy(version => version.Level)];
        for (var place = 0; place < _versions.Count; place++) _versions[place].Place = place;
        OfSlot = _versions.Where(version => version.Slot is not null).ToLookup(version => version.Slot!);
        _tierSignatures = [.. Enumerable.Range(0, _tierSlots.Count * 3).Select(_ => signature.Next())];
        TierNames = [.. _versions.Select(version => version.Policy.Tier).Distinct(StringComparer.Ordinal)];
    }

    public IReadOnlyList<ChangeSlot> Slots { get; }

    /// <summary>All versions of policies in force, in the order of evaluation within a tier.</summary>
    public IReadOnlyList<PolicyVersion> Versions => _versions;

    /// <summary>The versions of each object that changes.</summary>
    public ILookup<ChangeSlot, PolicyVersion> OfSlot { get; }

    /// <summary>The tiers that some version is in.</summary>
    public IReadOnlyList<string> TierNames { get; }

    /// <summary>How many more worlds there may be.</summary>
    public int WorldsLeft => Math.Min(MostWorlds, MostCompiled / Math.Max(1, _versions.Count)) - _worlds.Count;

    /// <summary>The state of some levels.</summary>
    public OrderingPlace At(byte[] levels)
    {
        var signature = UInt128.Zero;
        for (var index = 0; index < _tierSlots.Count; index++) signature ^= _tierSignatures[(index * 3) + levels[_tierSlots[index].Number]];
        var world = WorldOf(levels);
        if (!_tiers.TryGetValue(signature, out var tiers)) _tiers.Add(signature, tiers = TiersOf(levels, world.Engine.Snapshot));
        return new(levels, world, tiers, signature);
    }

    /// <summary>The place of each tier that some version is in, as it is in a state.</summary>
    public static Dictionary<string, int> PlacesOf(OrderingPlace place) =>
        place.Tiers.Select((tier, index) => (tier.Name, index)).ToDictionary(tier => tier.Name, tier => tier.index, StringComparer.Ordinal);

    /// <summary>What policies are evaluated on where some of the objects have changed.</summary>
    public OrderingWorld WorldOf(ReadOnlySpan<byte> levels)
    {
        var changed = new char[_worldSlots.Count];
        for (var index = 0; index < changed.Length; index++) changed[index] = levels[_worldSlots[index].Number] == ChangeSlot.After ? '1' : '0';
        var text = new string(changed);
        if (_worlds.TryGetValue(text, out var world)) return world;
        var there = new List<Resource>();
        var gone = new List<Resource>();
        for (var index = 0; index < changed.Length; index++)
        {
            if (changed[index] == '0') continue;
            var slot = _worldSlots[index];
            if (slot.At(ChangeSlot.After) is { } after) there.Add(after);

            // What was in a namespace is gone with it, and no policy's doing.
            else if (slot.Change.Before is { } before and not Namespace) gone.Add(before);
        }

        var snapshot = _start.With(there, replacesPolicies: true, _cancellationToken);
        if (gone.Count > 0) snapshot = snapshot.Without(gone, _cancellationToken);
        _worlds.Add(text, world = new(snapshot, _versions, _worlds.Count, _cancellationToken));
        return world;
    }

    private CompiledTier[] TiersOf(byte[] levels, PolicySnapshot snapshot)
    {
        var resources = _standingTiers.Concat(_tierSlots.Select(slot => slot.At(levels[slot.Number])).OfType<Tier>());
        return TierCompiler.Arrange(TierNames.ToDictionary(name => name, _ => new List<CompiledPolicy>(), StringComparer.Ordinal), resources, PolicyView.Enforced, snapshot);
    }

    private void Add(Resource resource, ChangeSlot? slot, int level, Signature signature)
    {
        if (PolicySelection.Convert(resource) is { Policy: not null } converted) _versions.Add(new(_versions.Count, converted, slot, level, signature.Next()));
    }
}
