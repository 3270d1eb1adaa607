using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>Traffic on its way through hosts, whose policies the rows of pods do not have.</summary>
internal static class ForwardedTraffic
{
    /// <summary>Whether changes may alter what hosts do to traffic that they forward.</summary>
    public static bool IsTouched(OrderingUniverse universe, PolicySnapshot before, PolicySnapshot after)
    {
        if (!HasHosts(before) && !HasHosts(after)) return false;
        var policies = universe.Versions.Where(version => version.Policy is GlobalPolicy { ApplyOnForward: true } or GlobalPolicy { PreDnat: true } or GlobalPolicy { DoNotTrack: true }).ToList();
        return policies.Count > 0 && (policies.Exists(version => version.Slot is not null) || universe.Slots.Any(slot => slot.Role switch
        {
            SlotRole.World => slot is { GoesFirst: false, GoesLast: false },
            SlotRole.Tier => policies.Exists(version => version.Policy.Tier == slot.Key.Name),
            _ => false,
        }));
    }

    private static bool HasHosts(PolicySnapshot snapshot) => snapshot.Resources.Any(resource => resource is HostEndpoint) || snapshot.IsMissing(nameof(HostEndpoint));
}
