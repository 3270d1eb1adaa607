using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>The chains of a node that lead packets to the chains of its endpoints, in one IP family.</summary>
internal static class NodeDispatch
{
    /// <summary>The rules and chains.</summary>
    /// <param name="endpoints">The node's endpoints.</param>
    /// <param name="plans">What there is of each.</param>
    /// <param name="dataplane">What they are programmed into.</param>
    public static (long Rules, long Chains) Count(IReadOnlyCollection<Endpoint> endpoints, EndpointPlans plans, DataplaneMode dataplane)
    {
        // nftables finds a pod's chain in a map, by one rule; an unknown interface is dropped by another. There and back alike.
        string[] pods = [.. endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Workload).Select(DispatchTree.InterfaceOf)];
        var (rules, chains) = dataplane == DataplaneMode.Nftables ? (2, 1) : DispatchTree.Count(pods, end: 1);
        var sum = (Rules: rules * 2L, Chains: chains * 2L);
        foreach (var ofKind in HostsByChain(endpoints, plans))
        {
            (rules, chains) = OfHosts(ofKind.Key.Kind, ofKind.Key.IsIngress, ofKind);
            sum = (sum.Rules + rules, sum.Chains + chains);
        }

        return sum;
    }

    private static ILookup<(EndpointChainKind Kind, bool IsIngress), Endpoint> HostsByChain(IEnumerable<Endpoint> endpoints, EndpointPlans plans) => endpoints
        .Where(endpoint => endpoint.Kind == EndpointKind.Host)
        .SelectMany(host => plans.Of(host).Chains.Select(chain => (Key: (chain.Kind, chain.IsIngress), Host: host)))
        .ToLookup(pair => pair.Key, pair => pair.Host);

    private static (int Rules, int Chains) OfHosts(EndpointChainKind kind, bool isIngress, IEnumerable<Endpoint> hosts)
    {
        var named = new List<string>();
        var isForAll = false;
        foreach (var host in hosts)
        {
            if (HostInterfaces.IsForAll(host)) isForAll = true;
            else named.Add(host.Resource is HostEndpoint { InterfaceName: { Length: > 0 } name } ? name : host.Name);
        }

        // What leaves for a pod goes round the endpoint of all interfaces once addresses are translated.
        var roundPods = kind is EndpointChainKind.HostMangle or EndpointChainKind.Untracked && !isIngress ? 1 : 0;
        return DispatchTree.Count(named, end: isForAll ? 1 + roundPods : 0);
    }
}
