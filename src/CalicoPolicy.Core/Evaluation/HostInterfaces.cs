using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Which host endpoint governs an interface (felix/dataplane/linux/endpoint_mgr.go, resolveHostEndpoints): one that names it or has an
/// address of it, of several the first by name, else the one for all interfaces, to which those of pods belong too
/// (felix/rules/dispatch.go).
/// </summary>
internal sealed class HostInterfaces
{
    private readonly Dictionary<string, NodeInterfaces> _nodes = new(StringComparer.Ordinal);
    private readonly NodeInterfaces _ofAny;
    private readonly Func<Endpoint, bool> _hasPolicies;
    private readonly HostFailsafes _failsafes;

    /// <summary>Sorts the host endpoints by node.</summary>
    /// <param name="endpoints">All endpoints.</param>
    /// <param name="hasPolicies">Whether there are policies for traffic on its way through a host endpoint; of others nothing comes.</param>
    /// <param name="failsafes">The ports of hosts that stay open.</param>
    public HostInterfaces(IEnumerable<Endpoint> endpoints, Func<Endpoint, bool> hasPolicies, HostFailsafes failsafes)
    {
        (_hasPolicies, _failsafes) = (hasPolicies, failsafes);
        var hosts = endpoints.Where(endpoint => endpoint is { Kind: EndpointKind.Host, Node: not null }).ToList();
        foreach (var node in hosts.GroupBy(host => host.Node!))
        {
            var named = node.Where(host => !IsForAll(host)).GroupBy(host => InterfaceOf(host) is { Length: > 0 } name ? name : $"/{host.Name}").Select(First);
            var all = node.Where(IsForAll).ToList();
            var ofPods = all.Count == 0 ? null : First(all);
            _nodes.Add(node.Key, new(Distinct([.. named, ofPods]), Distinct([ofPods])));
        }

        // There may be nodes that nobody has told of.
        _ofAny = new(
            Distinct([.. _nodes.Values.SelectMany(node => node.Outside), null]),
            Distinct([.. _nodes.Values.SelectMany(node => node.OfPods), null]));
        Matter = _ofAny.Outside.Length > 1 || _ofAny.OfPods.Length > 1;
    }

    /// <summary>Whether policies for traffic on its way apply to some host endpoint.</summary>
    public bool Matter { get; }

    /// <summary>The interfaces of a node; null: of one that is not known.</summary>
    public NodeInterfaces Of(string? node) => node is null ? _ofAny : _nodes.GetValueOrDefault(node) ?? NodeInterfaces.None;

    /// <summary>Whether a host endpoint stands for all interfaces.</summary>
    public static bool IsForAll(Endpoint host) => InterfaceOf(host) == "*";

    /// <summary>The host endpoints that govern no interface, since another of the same one comes first by name.</summary>
    public static IEnumerable<Endpoint> Overshadowed(IEnumerable<Endpoint> endpoints) => endpoints
        .Where(endpoint => endpoint is { Kind: EndpointKind.Host, Node: not null })
        .GroupBy(host => (host.Node, InterfaceOf(host) is { Length: > 0 } name ? name : $"/{host.Name}"))
        .SelectMany(hosts => hosts.OrderBy(host => host.Name, StringComparer.Ordinal).Skip(1));

    private static string? InterfaceOf(Endpoint host) => (host.Resource as HostEndpoint)?.InterfaceName;

    private static Endpoint First(IEnumerable<Endpoint> hosts) => hosts.OrderBy(host => host.Name, StringComparer.Ordinal).First();

    private Endpoint?[] Distinct(IEnumerable<Endpoint?> hosts) =>
    [
        .. hosts.Select(host => host is not null && _hasPolicies(host) ? host : null)
            .DistinctBy(host => host is null ? default : (host.LabelClass + 1, IsForAll(host), _failsafes.Of(host, isInbound: true), _failsafes.Of(host, isInbound: false))),
    ];
}
