using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>What figures of cost rest on that the snapshot does not tell, or that has no known formula.</summary>
internal static class CostAssumptions
{
    /// <summary>The assumptions, a sentence each.</summary>
    public static IReadOnlyList<string> Of(PolicySnapshot snapshot, EndpointPlans plans, IPSetTable table, MemberCounter members)
    {
        var found = new List<string>();
        var unplaced = snapshot.Endpoints.Where(endpoint => endpoint.Node is null).Sum(endpoint => endpoint.Replicas);
        if (unplaced > 0) found.Add(FormattableString.Invariant($"The node of {unplaced} endpoints is not known: each counts as if it had a node of its own."));
        if (members.HasUnaddressed) found.Add("Pods whose addresses are not known count as one member each.");
        if (snapshot.Endpoints.Any(endpoint => plans.Of(endpoint).IsUncertain)) found.Add("Labels are not known that decide whether policies select an endpoint: they are taken to.");
        if (table.HasDomains) found.Add("Domains count as one IP set and one match a rule; their members are not counted (decision 31).");
        if (snapshot.Sets.Any(set => !set.IsComplete)) found.Add("The members of a set that a threat feed fills are not counted.");
        if (snapshot.Endpoints.Any(endpoint => endpoint is { Kind: EndpointKind.Host, Resource: HostEndpoint { InterfaceName: null or "" } })) found.Add("A host endpoint without an interface name counts as one interface.");
        found.AddRange(snapshot.Gaps.Select(gap => $"{gap}.").Distinct(StringComparer.Ordinal));
        return found;
    }
}
