using System.Net;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Dataplane.Reference;

/// <summary>The IP sets of rules by their id, and whom they hold, field by field (calico-dataplane.md 4.1), where everything is known.</summary>
internal sealed class PlainSets(PlainCluster cluster, bool isIPv6)
{
    /// <summary>The members of each set.</summary>
    public Dictionary<string, IReadOnlyCollection<string>> Members { get; } = [];

    /// <summary>Adds the sets of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="ns">The policy's namespace; null for a global one.</param>
    public void Add(PolicyRule rule, string? ns)
    {
        Add(rule.Source, rule, ns, isSource: true);
        Add(rule.Destination, rule, ns, isSource: false);
    }

    private void Add(PolicyPeer peer, PolicyRule rule, string? ns, bool isSource)
    {
        var id = EngineSelectors.ForRuleEntity(ns ?? string.Empty, new()
        {
            Selector = peer.Selector ?? "",
            NotSelector = peer.NotSelector ?? "",
            NamespaceSelector = peer.NamespaceSelector ?? "",
            ServiceAccountNames = peer.ServiceAccounts?.Names ?? [],
            ServiceAccountSelector = peer.ServiceAccounts?.Selector ?? "",
        });
        var selects = id.Positive.Length > 0;
        Func<Party, bool> isPicked = party => !selects || World.Try(world => cluster.Selection.Selects(peer, ns, party, world)).First();
        var canonical = selects ? Selector.Parse(id.Positive).Canonical : "all()";
        var protocol = rule.Protocol is not { } given ? 0 : given.IanaNumber is 17 or 132 ? given.IanaNumber.Value : 6;
        foreach (var port in peer.Ports.Concat(peer.NotPorts).Where(port => port.IsNamed))
        {
            Members[$"n:{canonical},{protocol},{port.Name}"] =
            [
                .. cluster.Parties.Where(party => party.IsEndpoint).Where(isPicked).SelectMany(party => party.Ports
                    .Where(own => own.Name == port.Name && (protocol == 0 || (own.Protocol ?? Protocol.Tcp).IanaNumber == protocol))
                    .SelectMany(own => party.Blocks.Where(IsOfFamily).Select(block => $"{block},{own.Protocol ?? Protocol.Tcp},{own.Port}"))).Distinct(),
            ];
        }

        var hasNamesOnly = peer.Ports.Count > 0 && peer.Ports.All(port => port.IsNamed);
        if (selects && !hasNamesOnly) Members[$"s:{canonical}"] = Blocks(cluster.Parties.Where(isPicked));
        if (id.Negated.Length > 0)
            Members[$"s:{Selector.Parse(id.Negated).Canonical}"] = Blocks(cluster.Parties.Where(party => World.Try(world => cluster.Selection.Excludes(peer, party, world)).First()));
        if (peer.Services is { } service) AddService(service, ns, isSource);
    }

    private bool IsOfFamily(IPNetwork block) => Evaluation.Reference.Blocks.IsIPv6(block.BaseAddress) == isIPv6;

    /// <summary>The blocks of some, without those that lie in others; everything is two halves.</summary>
    private List<string> Blocks(IEnumerable<Party> parties)
    {
        List<IPNetwork> all = [.. parties.SelectMany(party => party.Blocks).Where(IsOfFamily).Distinct()];
        return [.. all.Where(block => !all.Exists(other => other.PrefixLength < block.PrefixLength && other.Contains(block.BaseAddress)))
            .SelectMany(block => block.PrefixLength == 0 ? ["half", "other half"] : new[] { block.ToString() })];
    }

    private void AddService(ServiceMatch match, string? policyNamespace, bool isSource)
    {
        var ns = string.IsNullOrEmpty(match.Namespace) ? policyNamespace : match.Namespace;
        var members = new HashSet<string>();
        List<EndpointSlice> slices = [.. cluster.Resources.OfType<EndpointSlice>().Where(slice => slice.ServiceName == match.Name && slice.Namespace == ns)];
        foreach (var slice in slices)
        {
            foreach (var address in slice.Endpoints.SelectMany(endpoint => endpoint.Addresses))
            {
                if (isSource) Add(address, string.Empty);
                else foreach (var port in slice.Ports) Add(address, $"{port.Protocol ?? Protocol.Tcp}/{port.Port}");
            }
        }

        var service = cluster.Resources.OfType<Service>().FirstOrDefault(service => service.Name == match.Name && service.Namespace == ns);
        if (slices.Count == 0 && service is not null)
        {
            var pods = cluster.Resources.OfType<Pod>().Where(pod => pod.Namespace == ns && pod.Phase is not ("Succeeded" or "Failed")
                && service.Selector.All(label => pod.Labels.TryGetValue(label.Key, out var value) && value == label.Value));
            foreach (var pod in pods)
            {
                foreach (var address in pod.IPs)
                {
                    if (isSource) Add(address, string.Empty);
                    else foreach (var port in service.Ports.Where(port => NumberOf(port, pod) is not null)) Add(address, $"{port.Protocol ?? Protocol.Tcp}/{NumberOf(port, pod)}");
                }
            }
        }

        Members[$"svc{(isSource ? "noport" : "")}:{ns}/{match.Name}"] = members;

        void Add(string address, string port)
        {
            if (address.Contains(':', StringComparison.Ordinal) == isIPv6) members.Add($"{address} {port}");
        }
    }

    private static long? NumberOf(ServicePort port, Pod pod) => port.TargetPort is not { } target ? port.Port : target.Number
        ?? pod.Ports.FirstOrDefault(own => own.Name == target.Name && (own.Protocol ?? Protocol.Tcp).IanaNumber == (port.Protocol ?? Protocol.Tcp).IanaNumber)?.Port;
}
