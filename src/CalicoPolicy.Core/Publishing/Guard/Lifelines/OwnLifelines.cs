using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>The flows that the operator lists.</summary>
/// <remarks>O(classes of labels + endpoints) for each selector of the list.</remarks>
internal static class OwnLifelines
{
    /// <summary>What the names of their families begin with.</summary>
    public const string Prefix = "own:";

    /// <summary>Checks each of them.</summary>
    public static void Check(GuardScene scene, LockoutCollector found)
    {
        foreach (var own in scene.Options.OwnFlows)
        {
            scene.CancellationToken.ThrowIfCancellationRequested();
            var family = Prefix + own.Name;
            var (sources, destinations) = (EndsOf(scene, own.From), EndsOf(scene, own.To));
            if (sources.Count == 0 || destinations.Count == 0)
            {
                found.AddUnmatched(family, own.ToString(), $"Nothing in the cluster is {(sources.Count == 0 ? $"from: {own.From}" : $"to: {own.To}")}, so that the flow was not checked.");
                continue;
            }

            foreach (var source in sources)
            {
                foreach (var destination in destinations) found.Check(new(family, source, destination, own.Protocol, own.Port) { Peer = own.To.ToString() });
            }
        }
    }

    private static IReadOnlyList<GuardEnd> EndsOf(GuardScene scene, OwnLifelineEnd end)
    {
        if (end.Cidr is { } block) return [.. scene.AddressesIn(block)];
        if (end.Host is { } host) return HostsOf(scene, host);
        var pods = end.Selector is null
            ? scene.Pods.All.Where(pod => end.Namespace is null || pod.Namespace == end.Namespace)
            : PolicyEndpoints.Find(scene.After.Snapshot, end.Namespace, end.Selector, string.Empty, string.Empty).Select(row => row.Endpoint).OfType<Endpoint>()
                .Where(endpoint => endpoint.Kind == EndpointKind.Workload);
        return scene.Pods.Group(pods);
    }

    /// <summary>The host of a name, or of the HostEndpoint of that name, by that one alone.</summary>
    private static IReadOnlyList<GuardEnd> HostsOf(GuardScene scene, string name)
    {
        if (scene.Hosts.Find(name) is { } host) return GuardHosts.Group([host]);
        foreach (var other in scene.Hosts.All)
        {
            if (other.Interfaces.FirstOrDefault(place => place.After[0].Endpoint!.Name == name) is { } place) return [new() { Name = $"host endpoint {name}", Examples = [name], Places = [place] }];
        }

        return [];
    }
}
