using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>
/// What the API refuses in another order, and what cuts off hosts: namespaces and tiers before what is in them and after it where they
/// go, host endpoints after the policies that may select them.
/// </summary>
internal sealed class ChangeRules
{
    private readonly List<(ChangeSlot Slot, int Level)>[] _coming;
    private readonly List<(ChangeSlot Slot, int Level)>[] _going;

    public ChangeRules(IReadOnlyList<ChangeSlot> slots)
    {
        _coming = [.. slots.Select(_ => new List<(ChangeSlot, int)>())];
        _going = [.. slots.Select(_ => new List<(ChangeSlot, int)>())];
        var namespaces = slots.Where(slot => slot.Change.Subject is Namespace).ToDictionary(slot => slot.Key.Name, StringComparer.Ordinal);
        var tiers = slots.Where(slot => slot.Role == SlotRole.Tier).ToDictionary(slot => slot.Key.Name, StringComparer.Ordinal);
        var global = slots.Where(slot => slot.Role == SlotRole.Policy && slot.Change.After is GlobalPolicy).ToList();
        foreach (var slot in slots)
        {
            if (slot.Change.Subject.IsNamespaced && namespaces.TryGetValue(slot.Key.Namespace, out var ns))
            {
                if (ns.IsCreated && !slot.IsDeleted) _coming[slot.Number].Add((ns, ChangeSlot.After));
                if (ns.IsDeleted && slot.IsDeleted) _going[ns.Number].Add((slot, ChangeSlot.After));
            }

            if (TierOf(slot.Change.After) is { } comes && tiers.TryGetValue(comes, out var tier) && tier.IsCreated) _coming[slot.Number].Add((tier, ChangeSlot.Bridge));
            if (TierOf(slot.Change.Before) is { } left && left != TierOf(slot.Change.After) && tiers.TryGetValue(left, out var old) && old.IsDeleted) _going[old.Number].Add((slot, ChangeSlot.After));
            if (slot.Change.After is HostEndpoint) _coming[slot.Number].AddRange(global.Select(policy => (policy, ChangeSlot.After)));
        }
    }

    /// <summary>The objects that a step of an object waits for.</summary>
    public IEnumerable<ChangeSlot> NeedsOf(ChangeSlot slot) => _coming[slot.Number].Concat(_going[slot.Number]).Select(need => need.Slot);

    /// <summary>Whether a step may be next.</summary>
    public bool IsReady(ChangeStep step, ReadOnlySpan<byte> levels)
    {
        foreach (var slot in step.Slots)
        {
            if (levels[slot.Number] != step.From || !Are(_coming[slot.Number], levels)) return false;
            if (step.To == ChangeSlot.After && !Are(_going[slot.Number], levels)) return false;
        }

        return true;
    }

    private static bool Are(List<(ChangeSlot Slot, int Level)> needs, ReadOnlySpan<byte> levels)
    {
        foreach (var (slot, level) in needs)
        {
            if (levels[slot.Number] < level) return false;
        }

        return true;
    }

    private static string? TierOf(Resource? resource) => (resource as TieredPolicy)?.Tier;
}
