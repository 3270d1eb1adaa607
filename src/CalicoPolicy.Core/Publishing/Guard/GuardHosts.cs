using System.Globalization;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>The hosts of a cluster, those together that no policy of before or after tells apart.</summary>
/// <remarks>O(nodes + host endpoints), and O(selectors x classes of labels) once.</remarks>
internal sealed class GuardHosts
{
    private const int MostExamples = 10;

    private static readonly string[] ControlPlane = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master", "node-role.kubernetes.io/controlplane"];

    private readonly Dictionary<string, GuardHost> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<Cidr, GuardHost> _addresses = [];
    private readonly Dictionary<object, int> _failsafes = new(ReferenceEqualityComparer.Instance);

    public GuardHosts(GuardScene scene)
    {
        var (before, after) = (HostsOf(scene.Before), HostsOf(scene.After));
        var space = scene.Spaces.Select(space => new
        {
            space.IsIPv6,
            space.Space,
            Before = new EndpointKeys(scene.Before, space.Space, space.IsIPv6, scene.CancellationToken),
            After = new EndpointKeys(scene.After, space.Space, space.IsIPv6, scene.CancellationToken),
        }).First();
        var nodes = scene.After.Snapshot.Resources.OfType<Node>().ToDictionary(node => node.Name, StringComparer.Ordinal);
        var addresses = AddressesOf(scene.After.Snapshot);
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in addresses.Keys.Concat(before.Keys).Concat(after.Keys).Distinct(StringComparer.Ordinal))
        {
            scene.CancellationToken.ThrowIfCancellationRequested();
            var own = addresses.GetValueOrDefault(name);
            var address = own?.Cast<Cidr?>().FirstOrDefault();
            var (old, now) = (before.GetValueOrDefault(name) ?? [], after.GetValueOrDefault(name) ?? []);
            var place = new GuardPlace(EndsOf(old, address), EndsOf(now, address), name);
            var isControlPlane = nodes.TryGetValue(name, out var node) && ControlPlane.Any(label => node.Labels.ContainsKey(label));
            var where = address is { } at && at.IsIPv6 == space.IsIPv6 ? space.Space.SignatureAt(at).ToString(CultureInfo.InvariantCulture) : address?.ToString();
            var key = $"{where}|{isControlPlane}|{KeyOf(old, place.Before, scene.Before, space.Before)}|{KeyOf(now, place.After, scene.After, space.After)}";
            if (!classes.TryGetValue(key, out var number)) classes.Add(key, number = classes.Count);
            GuardPlace[] interfaces = [.. now.Select(endpoint => new GuardPlace(old.Find(twin => twin.Name == endpoint.Name) is { } twin ? [FlowEnd.Of(twin)] : place.Before, [FlowEnd.Of(endpoint)], name))];
            var host = new GuardHost(name, address, place, number, interfaces, old.Count + now.Count > 0, nodes.ContainsKey(name), isControlPlane);
            _names.Add(name, host);
            foreach (var one in own ?? []) _addresses.TryAdd(one, host);
            All.Add(host);
        }
    }

    /// <summary>All hosts.</summary>
    public List<GuardHost> All { get; } = [];

    /// <summary>The host that has an address; null: none.</summary>
    public GuardHost? At(Cidr address) => _addresses.GetValueOrDefault(address);

    /// <summary>The host of a name; null: there is none.</summary>
    public GuardHost? Find(string name) => _names.GetValueOrDefault(name);

    /// <summary>Hosts as ends of flows.</summary>
    public static IReadOnlyList<GuardEnd> Group(IEnumerable<GuardHost> hosts) =>
    [
        .. hosts.GroupBy(host => host.Class).Select(same => same.ToList()).Select(same => new GuardEnd
        {
            Name = $"node {same[0].Name}",
            Identity = (IsHost: true, same[0].Class),
            Count = same.Count,
            Examples = [.. same.Take(MostExamples).Select(host => host.Name)],
            Places = [.. same.Take(2).Select(host => host.Place)],
            Nodes = new(() => same.ToDictionary(host => host.Name, host => host.Place, StringComparer.Ordinal)),
        }),
    ];

    /// <summary>
    /// The ends that traffic of a host's address may be of: the host endpoint that has the address, else the one for all interfaces, and
    /// those of which nobody has said which addresses they have.
    /// </summary>
    private static FlowEnd[] EndsOf(List<Endpoint> endpoints, Cidr? address)
    {
        var own = endpoints.Where(endpoint => !HostInterfaces.IsForAll(endpoint) && address is { } at && endpoint.Addresses.Contains(at)).ToList();
        if (own.Count == 0) own = [.. endpoints.Where(HostInterfaces.IsForAll).Take(1), .. endpoints.Where(endpoint => !HostInterfaces.IsForAll(endpoint) && endpoint.Addresses.Count == 0)];
        return own.Count == 0 ? [new() { Address = address }] : [.. own.Select(endpoint => FlowEnd.Of(endpoint) with { Address = address })];
    }

    private static Dictionary<string, List<Endpoint>> HostsOf(PolicyEngine engine)
    {
        var hosts = new Dictionary<string, List<Endpoint>>(StringComparer.Ordinal);
        foreach (var endpoint in engine.Snapshot.Endpoints)
        {
            if (endpoint is not { Kind: EndpointKind.Host, Node: { } node }) continue;
            if (!hosts.TryGetValue(node, out var own)) hosts.Add(node, own = []);
            own.Add(endpoint);
        }

        foreach (var own in hosts.Values) own.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return hosts;
    }

    /// <summary>The addresses of nodes, those inside the cluster first.</summary>
    private static Dictionary<string, List<Cidr>> AddressesOf(PolicySnapshot snapshot)
    {
        var found = new Dictionary<string, List<Cidr>>(StringComparer.Ordinal);
        foreach (var node in snapshot.Resources.OfType<Node>())
        {
            Add(node.Name, node.Addresses.OrderBy(address => address.Type == "InternalIP" ? 0 : 1).Select(address => address.Address));
        }

        foreach (var pod in snapshot.HostPods)
        {
            if (pod.NodeName is { } node) Add(node, pod.IPs);
        }

        foreach (var endpoint in snapshot.Endpoints)
        {
            if (endpoint is { Kind: EndpointKind.Host, Node: { } node }) Add(node, endpoint.Addresses.Select(address => address.ToString()));
        }

        return found;

        void Add(string node, IEnumerable<string> texts)
        {
            if (!found.TryGetValue(node, out var addresses)) found.Add(node, addresses = []);
            foreach (var text in texts)
            {
                if (Cidr.TryParse(text, out var address) && !addresses.Contains(address)) addresses.Add(address);
            }
        }
    }

    private string KeyOf(List<Endpoint> endpoints, IReadOnlyList<FlowEnd> ends, PolicyEngine engine, EndpointKeys keys) => string.Join(';', endpoints.Select(endpoint => string.Join(
        ',',
        keys.SelectorsOf(endpoint).ToString(CultureInfo.InvariantCulture),
        string.Join('/', endpoint.Profiles),
        HostInterfaces.IsForAll(endpoint),
        endpoint.Addresses.Count > 0,
        ends.Any(end => ReferenceEquals(end.Endpoint, endpoint)),
        NumberOf(engine.Failsafes.Of(endpoint, isInbound: true)),
        NumberOf(engine.Failsafes.Of(endpoint, isInbound: false)),
        string.Join(' ', endpoint.Ports))));

    private int NumberOf(FailsafePorts ports)
    {
        if (!_failsafes.TryGetValue(ports, out var number)) _failsafes.Add(ports, number = _failsafes.Count);
        return number;
    }
}
