using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>What a selector picks. Calico turns it into a set of addresses: those of the endpoints, and of the network sets, that match.</summary>
internal sealed class SelectorEntry(Selector selector, Truth[] classes, Truth[] sets)
{
    public Selector Selector => selector;

    /// <summary>The classes of endpoints that match or may, rising.</summary>
    public required int[] PickedClasses { get; init; }

    /// <summary>The network sets that match or may, rising.</summary>
    public required int[] PickedSets { get; init; }

    /// <summary>Whether a set that matches has a block in which pods may be whose address is not known; Yes where they are in one wherever they are.</summary>
    public required Truth MayHoldPods { get; init; }

    /// <summary>Whether a set that matches has blocks at all, in which an unknown address outside may be.</summary>
    public required Truth MayHoldOthers { get; init; }

    /// <summary>Whether a set that matches has domains (Enterprise).</summary>
    public required Truth MayHoldDomains { get; init; }

    /// <summary>Whether sets may match whose members are not known.</summary>
    public required Truth MayHoldMore { get; init; }

    /// <summary>Whether pods may match that could not be read.</summary>
    public required bool MayPickUnreadPods { get; init; }

    /// <summary>Whether hosts' interfaces may match that could not be read.</summary>
    public required bool MayPickUnreadHosts { get; init; }

    /// <summary>Whether sets may match that could not be read; what they hold nobody knows, and it may be endpoints too.</summary>
    public required bool MayPickUnreadSets { get; init; }

    /// <summary>Whether endpoints with the labels of a class match.</summary>
    public Truth OfClass(int labelClass) => classes[labelClass];

    /// <summary>Whether the network set matches.</summary>
    public Truth OfSet(int set) => sets[set];

    /// <summary>Whether the address of an end is among those that the selector picks.</summary>
    /// <param name="end">The end.</param>
    /// <param name="countsDomains">Whether domains of sets count: for the destination of egress rules that allow, and nowhere else.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="unknowns">What is not known.</param>
    public Truth Picks(ResolvedEnd end, bool countsDomains, PolicySnapshot snapshot, ref Unknowns unknowns)
    {
        var best = Truth.No;
        foreach (var endpoint in end.Endpoints)
        {
            // A host's interface without expected addresses is in no set.
            if (endpoint.Kind == EndpointKind.Host && endpoint.Addresses.Count == 0) continue;
            var one = classes[endpoint.LabelClass];
            if (one == Truth.Yes) return Truth.Yes;
            if (one > best) best = one;
        }

        if (best == Truth.Maybe) unknowns |= Unknowns.Labels;
        foreach (var set in end.Sets)
        {
            var one = sets[set];
            if (one == Truth.Yes) return Truth.Yes;
            if (one == Truth.Maybe) (best, unknowns) = (Truth.Maybe, unknowns | Unknowns.Labels);
        }

        if (end.IsUnaddressedPod && MayHoldPods == Truth.Yes) return Truth.Yes;
        if (MayPickUnreadSets || (end.MayBeUnreadPod && MayPickUnreadPods) || (end.MayBeUnreadHost && MayPickUnreadHosts)) (best, unknowns) = (Truth.Maybe, unknowns | Unknowns.Gap);
        if (end.Domain is not null) return OfDomain(end.Domain, best, countsDomains, snapshot, ref unknowns);
        if (end.Address is null && (end.IsUnaddressedPod ? MayHoldPods : MayHoldOthers) == Truth.Maybe) (best, unknowns) = (Truth.Maybe, unknowns | Unknowns.Address);
        if (end.MayBeUnknownPod) (best, unknowns) = (Truth.Maybe, unknowns | Unknowns.Address);
        if (countsDomains && MayHoldDomains == Truth.Maybe && end.Endpoints.Length == 0) (best, unknowns) = (Truth.Maybe, unknowns | Unknowns.Domain);
        if (MayHoldMore == Truth.Maybe && end.Endpoints.Length == 0) (best, unknowns) = (Truth.Maybe, unknowns | Unknowns.ThreatFeed);
        return best;
    }

    private Truth OfDomain(string domain, Truth best, bool countsDomains, PolicySnapshot snapshot, ref Unknowns unknowns)
    {
        for (var set = 0; countsDomains && set < sets.Length; set++)
        {
            if (sets[set] == Truth.No || !DomainPattern.AnyMatches(snapshot.Sets[set].Domains, domain)) continue;
            if (sets[set] == Truth.Yes) return Truth.Yes;
            (best, unknowns) = (Truth.Maybe, unknowns | Unknowns.Labels);
        }

        // Another name may resolve to the same address.
        if (countsDomains && MayHoldDomains == Truth.Maybe) (best, unknowns) = (Truth.Maybe, unknowns | Unknowns.Domain);
        if (MayHoldOthers == Truth.Maybe || MayHoldMore == Truth.Maybe) (best, unknowns) = (Truth.Maybe, unknowns | Unknowns.Address);
        return best;
    }
}
