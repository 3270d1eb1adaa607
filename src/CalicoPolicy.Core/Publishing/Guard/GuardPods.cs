using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>The pods of a cluster, those together that no policy of before or after tells apart; by node only where policies of hosts may have a say on the way.</summary>
/// <remarks>O(pods) to make and for each grouping, however many pods there are of a class.</remarks>
internal sealed class GuardPods
{
    private const int MostExamples = 10;

    private readonly Dictionary<Endpoint, int> _classes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Endpoint, Endpoint> _before = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Cidr, Endpoint> _addresses = [];

    public GuardPods(GuardScene scene)
    {
        var twins = new Dictionary<(string Kind, string? Namespace, string Name), Endpoint>();
        foreach (var endpoint in scene.Before.Snapshot.Endpoints)
        {
            if (endpoint.Kind == EndpointKind.Workload) twins[(endpoint.Resource.Kind, endpoint.Namespace, endpoint.Name)] = endpoint;
        }

        var keys = scene.Spaces.Select(space => (
            space.IsIPv6,
            Before: new EndpointKeys(scene.Before, space.Space, space.IsIPv6, scene.CancellationToken),
            After: new EndpointKeys(scene.After, space.Space, space.IsIPv6, scene.CancellationToken))).ToList();
        var isByNode = scene.Before.MayBeStoppedOnTheWay || scene.After.MayBeStoppedOnTheWay;
        var numbers = new Dictionary<(EndpointKey?, EndpointKey?, EndpointKey?, EndpointKey?, string?, string?), int>();
        foreach (var pod in scene.After.Snapshot.Endpoints)
        {
            scene.CancellationToken.ThrowIfCancellationRequested();
            if (pod.Kind != EndpointKind.Workload) continue;
            foreach (var address in pod.Addresses) _addresses.TryAdd(address, pod);
            if (twins.TryGetValue((pod.Resource.Kind, pod.Namespace, pod.Name), out var twin)) _before.Add(pod, twin);
            var key = (KeyOf(0, isBefore: true), KeyOf(0, isBefore: false), KeyOf(1, isBefore: true), KeyOf(1, isBefore: false), pod.Namespace, isByNode ? pod.Node : null);
            if (!numbers.TryGetValue(key, out var number)) numbers.Add(key, number = numbers.Count);
            _classes.Add(pod, number);
            All.Add(pod);

            EndpointKey? KeyOf(int place, bool isBefore)
            {
                if (place >= keys.Count || (isBefore && twin is null)) return null;
                return isBefore ? keys[place].Before.Of(twin!) : keys[place].After.Of(pod);
            }
        }
    }

    /// <summary>All pods, as they are after.</summary>
    public List<Endpoint> All { get; } = [];

    /// <summary>The pod that has an address; null: none.</summary>
    public Endpoint? PodAt(Cidr address) => _addresses.GetValueOrDefault(address);

    /// <summary>The place that an address of a pod is; null: it is none.</summary>
    public GuardPlace? At(Cidr address) => PodAt(address) is { } pod ? PlaceOf(pod, address) : null;

    /// <summary>Pods as ends of flows.</summary>
    /// <param name="pods">The pods.</param>
    public IReadOnlyList<GuardEnd> Group(IEnumerable<Endpoint> pods)
    {
        var groups = new Dictionary<int, List<Endpoint>>();
        foreach (var pod in pods)
        {
            if (!groups.TryGetValue(_classes[pod], out var group)) groups.Add(_classes[pod], group = []);
            group.Add(pod);
        }

        return [.. groups.Values.Select(EndOf)];
    }

    private GuardEnd EndOf(List<Endpoint> pods)
    {
        var first = pods[0];
        var other = pods.Find(pod => pod.Node != first.Node) ?? (pods.Count > 1 ? pods[1] : null);
        return new()
        {
            Name = $"{first.Namespace}/{first.Workload.Split(' ')[^1]}",
            Namespace = first.Namespace,
            Identity = (IsHost: false, Class: _classes[first]),
            Count = pods.Sum(pod => pod.Replicas),
            Examples = [.. pods.Take(MostExamples).Select(pod => pod.ToString())],
            Places = other is null ? [PlaceOf(first, null)] : [PlaceOf(first, null), PlaceOf(other, null)],
            Nodes = new(() => pods.Where(pod => pod.Node is not null).DistinctBy(pod => pod.Node).ToDictionary(pod => pod.Node!, pod => PlaceOf(pod, null), StringComparer.Ordinal)),
        };
    }

    private GuardPlace PlaceOf(Endpoint pod, Cidr? address)
    {
        var after = FlowEnd.Of(pod) with { Address = address };
        if (_before.TryGetValue(pod, out var twin)) return new([FlowEnd.Of(twin) with { Address = address }], [after], pod.Node);

        // Nothing stopped what was not there.
        return new([new() { Address = address ?? pod.Addresses.Cast<Cidr?>().FirstOrDefault() }], [after], pod.Node);
    }
}
