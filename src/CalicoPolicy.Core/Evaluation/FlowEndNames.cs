using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Finds the ends of flows by name: <c>ns/pod</c>, <c>ns/workload</c>, <c>ns/kind/name</c>, <c>svc/ns/name</c> (or its name in DNS),
/// <c>node/name</c>, <c>hep/name</c> for a host endpoint, an address, a domain; a name without a namespace is one of the default
/// namespace, a node, a host endpoint or a domain, in this order. What was found once is remembered; one thread may use it.
/// </summary>
/// <remarks>Made in O(endpoints); a name costs a hash.</remarks>
public sealed class FlowEndNames
{
    private const string Forms = "Name it as ns/pod, ns/workload, ns/kind/name, svc/ns/name, node/name, hep/name, an address or a domain.";

    // Every client of a log may have another address.
    private const int MostRemembered = 100_000;

    private readonly Dictionary<string, NamedEnd> _known = new(StringComparer.Ordinal);
    private readonly PolicySnapshot _snapshot;
    private readonly string? _defaultNamespace;
    private readonly WorkloadNames _workloads;
    private readonly HostNames _hosts;
    private readonly ServiceNames _services;
    private readonly Dictionary<Cidr, Endpoint?> _addresses = [];

    /// <summary>Makes the index.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="defaultNamespace">The namespace of names without one; null: <c>default</c>.</param>
    public FlowEndNames(PolicySnapshot snapshot, string? defaultNamespace = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _snapshot = snapshot;
        _defaultNamespace = defaultNamespace;
        _workloads = new(snapshot);
        _hosts = new(snapshot);
        _services = new(snapshot);
        foreach (var endpoint in snapshot.Endpoints)
        {
            // Where hosts share an address the engine knows what to do.
            foreach (var address in endpoint.Addresses) _addresses[address] = _addresses.ContainsKey(address) ? null : endpoint;
        }
    }

    /// <summary>What a name stands for.</summary>
    /// <exception cref="FlowQuestionException">The snapshot has nothing of the name, or several things.</exception>
    public NamedEnd Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_known.TryGetValue(name, out var known)) return known;
        if (_known.Count >= MostRemembered) _known.Clear();
        return _known[name] = Read(name.Trim());
    }

    /// <summary>
    /// The endpoints that a name stands for, one for each set of labels, with what to call it: the name, where its pods are all alike.
    /// </summary>
    /// <exception cref="FlowQuestionException">The snapshot has nothing of the name, or several things, or it is no endpoint.</exception>
    public IReadOnlyList<(Endpoint Endpoint, string Name)> EndpointsOf(string name)
    {
        var named = Find(name);
        var ends = named.Service is { } service ? ServiceBackends.PodsOf(service, _snapshot) : named.Ends;
        var endpoints = ends.Select(end => end.Endpoint).OfType<Endpoint>().DistinctBy(endpoint => endpoint.LabelClass).ToList();
        return endpoints.Count switch
        {
            0 => throw new FlowQuestionException(FlowQuestionFault.NotFound, $"{named.Name} is no endpoint of the snapshot, so that no policy applies to it.", Forms),
            1 => [(endpoints[0], named.Name)],
            _ => [.. endpoints.Select(endpoint => (endpoint, endpoint.ToString()))],
        };
    }

    /// <summary>The end that an address is: the endpoint that has it, where that is one only.</summary>
    internal FlowEnd At(Cidr address) => _addresses.GetValueOrDefault(address) is { } endpoint ? FlowEnd.Of(endpoint) with { Address = address } : FlowEnd.Of(address);

    /// <summary>The nodes that are there or that something runs on.</summary>
    internal IReadOnlyCollection<string> NodeNames => _hosts.Nodes;

    /// <summary>A node by name; where the snapshot knows no node at all, any name is one.</summary>
    /// <exception cref="FlowQuestionException">The snapshot has others only.</exception>
    internal string NodeNamed(string name) => _hosts.Nodes.Count == 0 || _hosts.Nodes.Contains(name) ? name : throw NotFound("node", name, _hosts.Nodes);

    private static FlowQuestionException NotFound(string what, string name, IEnumerable<string> known)
    {
        var near = NearWord.Find(known, name);
        return new(FlowQuestionFault.NotFound, $"There is no {what} {name} in the snapshot.{(near is null ? string.Empty : $" Did you mean {near}?")}", Forms);
    }

    private NamedEnd Read(string name)
    {
        if (Cidr.TryParse(name, out var block)) return OfAddress(name, block);
        var parts = name.Split('/');
        if (Array.Exists(parts, string.IsNullOrWhiteSpace)) throw new FlowQuestionException(FlowQuestionFault.NotFound, $"'{name}' names nothing.", Forms);
        return parts switch
        {
            [var bare] => Bare(bare),
            ["svc" or "service" or "services", var service] => OfService(DefaultNamespace, service, Taken(service)),
            ["node" or "nodes", var node] => new($"node/{node}", [Node(node) ?? throw NotFound("node", node, _hosts.Nodes)]),
            ["hep" or "hostendpoint" or "hostendpoints", var host] => new($"hep/{host}", [_hosts.Find(host) ?? throw NotFound("host endpoint", host, _hosts.Names)]),
            [var kind, var one] when WorkloadNames.KindOf(kind) is not null && !_snapshot.Namespaces.Contains(kind) => OfWorkload(DefaultNamespace, one, kind, Taken(one)),
            [var ns, var one] => OfWorkload(ns, one, null, null),
            ["svc" or "service" or "services", var ns, var service] => OfService(ns, service, null),
            [var ns, "svc" or "service" or "services", var service] => OfService(ns, service, null),
            [var ns, var kind, var one] when WorkloadNames.KindOf(kind) is not null => OfWorkload(ns, one, kind, null),
            [var kind, var ns, var one] when WorkloadNames.KindOf(kind) is not null => OfWorkload(ns, one, kind, null),
            _ => throw new FlowQuestionException(FlowQuestionFault.NotFound, $"'{name}' names nothing.", Forms),
        };
    }

    private string DefaultNamespace => _defaultNamespace ?? "default";

    // Who gave the namespace knows it.
    private string? Taken(string name) => _defaultNamespace is null ? $"{name} is taken for default/{name}." : null;

    private NamedEnd OfAddress(string name, Cidr block)
    {
        if (!block.IsAddress) throw new FlowQuestionException(FlowQuestionFault.Impossible, $"{name} is a block of addresses; a flow has one.", "Give one address of the block.");
        if (_services.At(block) is { } service) return new(name, [FlowEnd.Of(block)]) { Service = service, Note = $"{name} is an address of {service}." };
        var end = At(block);
        return new(name, [end]) { Note = end.Endpoint is null ? null : $"{name} is the address of {end}." };
    }

    private NamedEnd Bare(string name)
    {
        if (_workloads.Find(DefaultNamespace, name).Count > 0) return OfWorkload(DefaultNamespace, name, null, Taken(name));
        var (node, host) = (Node(name), _hosts.Find(name));
        if (node is not null && host is not null && !ReferenceEquals(node.Endpoint, host.Endpoint))
            throw new FlowQuestionException(FlowQuestionFault.Ambiguous, $"{name} is a node and a host endpoint.", $"Say node/{name} or hep/{name}.");
        if ((host ?? node) is { } end) return new(name, [end]);
        if (ServiceNames.OfDomain(name) is var (ns, service) && _services.Find(ns, service) is not null) return OfService(ns, service, null);
        return IsDomain(name) ? new(name, [new() { Domain = name.TrimEnd('.').ToLowerInvariant() }]) : throw NotFound(DefaultNamespace, name);
    }

    // A word without a dot is a name that somebody misspelled.
    private static bool IsDomain(string name) => name.Length <= 254 && name.Contains('.', StringComparison.Ordinal)
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_')
        && !name.StartsWith('.') && !name.Contains("..", StringComparison.Ordinal);

    private NamedEnd OfService(string ns, string name, string? note) => _services.Find(ns, name) is { } service
        ? new($"svc/{ns}/{name}", []) { Service = service, Note = note }
        : throw new FlowQuestionException(
            FlowQuestionFault.NotFound, $"There is no service {ns}/{name} in the snapshot.{Hint(ns, name, _services.All, "svc/")}", "Name it as svc/ns/name.");

    private NamedEnd OfWorkload(string ns, string name, string? kind, string? note)
    {
        var found = _workloads.Find(ns, name, kind);
        if (found.Count > 1)
        {
            throw new FlowQuestionException(
                FlowQuestionFault.Ambiguous,
                $"{ns}/{name} is {string.Join(" and ", found.Select(group => $"a {group.Key}"))}.",
                $"Say {string.Join(" or ", found.Select(group => $"{ns}/{group.Key.ToLowerInvariant()}/{name}"))}.");
        }

        if (found.Count == 1) return new($"{ns}/{name}", [.. found.Single().Select(FlowEnd.Of)]) { Note = note };
        if (kind is null or "pod" or "Pod" && _hosts.PodOf(ns, name) is { } pod) return OfHostPod(ns, name, pod);
        throw NotFound(ns, name);
    }

    private NamedEnd OfHostPod(string ns, string name, Pod pod)
    {
        var end = pod.IPs.Select(ip => Cidr.TryParse(ip, out var address) ? FlowEnd.Of(address) : null).FirstOrDefault(end => end is not null)
            ?? (pod.NodeName is { } node ? Node(node) : null);
        return end is null
            ? throw new FlowQuestionException(
                FlowQuestionFault.NotFound, $"Pod {ns}/{name} uses its node's network, and no address of the node is known.", "Name the node, or an address.")
            : new($"{ns}/{name}", [end]) { Note = $"{ns}/{name} uses its node's network: its traffic is its node's." };
    }

    private FlowEnd? Node(string name) => _hosts.NodeOf(name);

    private FlowQuestionException NotFound(string ns, string name) => new(
        FlowQuestionFault.NotFound, $"There is no pod or workload {ns}/{name} in the snapshot.{Hint(ns, name, _workloads.All, string.Empty)}", Forms);

    // The same name in another namespace, or nearly the same one in this.
    private string Hint(string ns, string name, IEnumerable<(string Namespace, string Name)> known, string prefix)
    {
        const int Shown = 3;
        var there = known.Distinct().ToList();
        var elsewhere = there.Where(other => other.Name == name).Select(other => $"{prefix}{other.Namespace}/{name}").Order(StringComparer.Ordinal).Take(Shown).ToList();
        if (elsewhere.Count > 0) return $" Did you mean {string.Join(" or ", elsewhere)}?";
        var near = NearWord.Find(there.Where(other => other.Namespace == ns).Select(other => other.Name), name);
        if (near is not null) return $" Did you mean {prefix}{ns}/{near}?";
        if (there.Exists(other => other.Namespace == ns))
        {
            var here = there.Where(other => other.Namespace == ns).Select(other => other.Name).Order(StringComparer.Ordinal).ToList();
            return $" The namespace has {string.Join(", ", here.Take(Shown))}{(here.Count > Shown ? $" and {here.Count - Shown} more" : string.Empty)}.";
        }

        var nearest = NearWord.Find(_snapshot.Namespaces, ns);
        return nearest is null ? $" Nothing is in a namespace {ns}." : $" Did you mean the namespace {nearest}?";
    }
}
