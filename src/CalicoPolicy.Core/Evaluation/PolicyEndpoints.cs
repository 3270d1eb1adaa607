using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The endpoints that policies and selectors pick.</summary>
/// <remarks>O(classes of labels) for the matching, O(endpoints) for the rows, for each selector.</remarks>
public static class PolicyEndpoints
{
    /// <summary>The endpoints that a policy applies to.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="policy">A policy of any kind, staged or not.</param>
    /// <returns>Null where the object is no policy, or its selector is none, with which Calico takes the policy for missing.</returns>
    public static IEnumerable<PolicyEndpoint>? SelectedBy(PolicySnapshot snapshot, Resource policy)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(policy);
        return PolicySelection.Convert(policy)?.Policy is { } converted && PolicyCompiler.SelectorOf(converted) is var text
            && Parse(text) is { } selector ? Rows(snapshot, selector, "selector", policy) : null;
    }

    /// <summary>Whom the rules of a policy pick on their other side: endpoints and network sets, by selector or address. Rules for anyone pick nobody.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="policy">A policy of any kind, staged or not.</param>
    public static IEnumerable<PolicyEndpoint> PeersOf(PolicySnapshot snapshot, Resource policy)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(policy);
        return PolicySelection.Convert(policy)?.Policy is { } converted ? Peers(snapshot, policy, converted) : [];
    }

    /// <summary>The endpoints that selectors pick, as those of a policy would.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="ns">The namespace, as of a NetworkPolicy; null: all, as of a GlobalNetworkPolicy.</param>
    /// <param name="selector">The selector; empty: all.</param>
    /// <param name="namespaceSelector">That of their namespaces; empty: no criterion. Of no effect within one namespace.</param>
    /// <param name="serviceAccountSelector">That of their service accounts; empty: no criterion.</param>
    /// <exception cref="SelectorParseException">A text is no selector.</exception>
    public static IEnumerable<PolicyEndpoint> Find(PolicySnapshot snapshot, string? ns, string selector, string namespaceSelector, string serviceAccountSelector)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var text = ns is null
            ? EngineSelectors.ForGlobalNetworkPolicy(selector, namespaceSelector, serviceAccountSelector)
            : EngineSelectors.ForNetworkPolicy(ns, selector, serviceAccountSelector);
        return Rows(snapshot, Selector.Parse(text), "selector", null);
    }

    private static Selector? Parse(string text) => Selector.TryParse(text, out var selector, out _) ? selector : null;

    private static IEnumerable<PolicyEndpoint> Peers(PolicySnapshot snapshot, Resource policy, TieredPolicy converted)
    {
        var ns = converted.IsNamespaced ? converted.Namespace ?? "default" : string.Empty;
        foreach (var direction in (PolicyType[])[PolicyType.Ingress, PolicyType.Egress])
        {
            var rules = converted.RulesOf(direction);
            for (var index = 0; index < rules.Count; index++)
            {
                var isIngress = direction == PolicyType.Ingress;
                var role = FormattableString.Invariant($"{(isIngress ? "ingress" : "egress")}[{index}].{(isIngress ? "source" : "destination")}");
                foreach (var row in Peers(snapshot, policy, isIngress ? rules[index].Source : rules[index].Destination, ns, role)) yield return row;
            }
        }
    }

    private static IEnumerable<PolicyEndpoint> Peers(PolicySnapshot snapshot, Resource policy, PolicyPeer peer, string ns, string role)
    {
        var selectors = PeerSelectors.Of(ns, peer);
        var nets = peer.Nets.Select(net => Cidr.TryParse(net, out var block) ? block : (Cidr?)null).OfType<Cidr>().ToList();
        if (selectors.Positive.Length == 0 && nets.Count == 0) return [];
        if (Parse(selectors.Positive.Length == 0 ? "all()" : selectors.Positive) is not { } selector) return [];
        var rows = Rows(snapshot, selector, role, policy);
        if (selectors.Positive.Length > 0) rows = rows.Concat(Sets(snapshot, selector, role, policy));

        // Whose address is not known may lie anywhere.
        return nets.Count == 0 ? rows : rows.Where(row => row.Endpoint is { } endpoint
            && (endpoint.Addresses.Count == 0 || endpoint.Addresses.Any(address => nets.Exists(net => net.Contains(address)))))
            .Select(row => row.Endpoint!.Addresses.Count == 0 ? row with { Match = Truth.Maybe } : row);
    }

    private static IEnumerable<PolicyEndpoint> Rows(PolicySnapshot snapshot, Selector selector, string role, Resource? policy)
    {
        var classes = new Truth[snapshot.Classes.Count];
        for (var index = 0; index < classes.Length; index++) classes[index] = selector.Judge(snapshot.Classes[index]);
        foreach (var endpoint in snapshot.Endpoints)
        {
            if (classes[endpoint.LabelClass] == Truth.No) continue;
            yield return new() { Cluster = snapshot.Cluster, Policy = policy, Role = role, Endpoint = endpoint, Resource = endpoint.Resource, Match = classes[endpoint.LabelClass] };
        }
    }

    private static IEnumerable<PolicyEndpoint> Sets(PolicySnapshot snapshot, Selector selector, string role, Resource policy)
    {
        foreach (var set in snapshot.Sets)
        {
            if (selector.Judge(set.Labels) is var match && match != Truth.No) yield return new() { Cluster = snapshot.Cluster, Policy = policy, Role = role, Resource = set.Resource, Match = match };
        }
    }
}
