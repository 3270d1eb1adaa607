using System.Net;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>Small clusters from small universes, so that things meet often, and flows in them.</summary>
internal sealed class RandomCluster(Random random)
{
    private static readonly string[] Namespaces = ["red", "blue"];
    private static readonly string[] Nets = ["10.0.0.0/30", "10.0.0.4/30", "10.0.0.0/29", "203.0.113.0/24", "203.0.113.7/32", "0.0.0.0/0"];
    private static readonly string[] NetsV6 = ["fd00::/64", "fd00::1/128", "2001:db8::/32"];
    private static readonly string[] Selectors =
    [
        "app == 'a'", "app == 'b'", "has(app)", "!has(app)", "all()", "app in {'a', 'c'}", "app != 'a'", "has(net)", "net == 'x'", "!all()",
        "projectcalico.org/namespace == 'red'", "app == 'a' || net == 'x'", "role == 'host'", "pcns.team == 'one'", "env not in {'live'}",
    ];

    private static readonly string[] NamespaceSelectors = ["all()", "team == 'one'", "projectcalico.org/name == 'blue'", "has(team)", "team != 'one'", "!all()"];
    private static readonly string[] Accounts = ["default", "web"];

    /// <summary>The documents of a cluster.</summary>
    public IReadOnlyList<string> Documents()
    {
        var documents = new List<string>();
        foreach (var ns in Namespaces)
        {
            documents.Add($"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {ns}{Labels(("team", "one", "two"))}}}\n");
            foreach (var account in Accounts) documents.Add($"apiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: {account}, namespace: {ns}{Labels(("env", "live", "test"))}}}\n");
        }

        for (var pod = 0; pod < random.Next(3, 7); pod++)
        {
            var ips = random.Next(4) == 0 ? $"[{{ip: 10.0.0.{pod}}}, {{ip: 'fd00::{pod}'}}]" : $"[{{ip: 10.0.0.{pod}}}]";
            documents.Add($"apiVersion: v1\nkind: Pod\nmetadata: {{name: p{pod}, namespace: {One(Namespaces)}{Labels(("app", "a", "b"))}}}\n"
                + $"spec: {{serviceAccountName: {One(Accounts)}, nodeName: n{random.Next(2)}, containers: [{{name: c, ports: [{{name: http, containerPort: {random.Next(1, 4)}, protocol: {One("TCP", "UDP")}}}]}}]}}\n"
                + $"status: {{phase: Running, podIPs: {ips}}}\n");
        }

        for (var set = 0; set < random.Next(3); set++)
            documents.Add($"apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {{name: g{set}{Labels(("net", "x", "z"))}}}\nspec: {{nets: [{One(Nets[..5])}]}}\n");
        for (var set = 0; set < random.Next(3); set++)
            documents.Add($"apiVersion: projectcalico.org/v3\nkind: NetworkSet\nmetadata: {{name: s{set}, namespace: {One(Namespaces)}{Labels(("net", "x", "z"))}}}\nspec: {{nets: [{One(Nets[..5])}]}}\n");
        string[] tiers = ["t1", "t2"];
        foreach (var tier in tiers)
        {
            var order = random.Next(3) switch { 0 => "", 1 => "order: 10, ", _ => $"order: {random.Next(1, 30)}, " };
            documents.Add($"apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {{name: {tier}}}\nspec: {{{order}defaultAction: {One("Deny", "Pass")}}}\n");
        }

        for (var policy = 0; policy < random.Next(1, 7); policy++) documents.Add(Policy(policy, [.. tiers, "default", "default"]));
        return documents;
    }

    /// <summary>A flow between ends of the cluster or outside.</summary>
    public PlainFlow Flow(IReadOnlyList<Resource> cluster)
    {
        var pods = cluster.OfType<Pod>().ToList();
        var protocol = random.Next(6) switch { 0 => Protocol.Udp, 1 => Protocol.Icmp, 2 => Protocol.Sctp, _ => Protocol.Tcp };
        var isIcmp = protocol == Protocol.Icmp;
        var (source, destination) = (End(pods), End(pods));
        while (source.Endpoint is not null && source == destination) destination = End(pods);
        return new(source, destination, protocol)
        {
            SourcePort = isIcmp ? null : random.Next(1, 5),
            DestinationPort = isIcmp ? null : random.Next(1, 5),
            IcmpType = isIcmp ? random.Next(2) * 8 : null,
            IcmpCode = isIcmp ? random.Next(2) : null,
        };
    }

    private PlainEnd End(List<Pod> pods) => random.Next(4) == 0
        ? new(null, IPAddress.Parse(One("203.0.113.7", "203.0.113.9", "198.51.100.1")), null)
        : new(pods[random.Next(pods.Count)], null, null);

    private string Policy(int number, string[] tiers)
    {
        var order = random.Next(3) == 0 ? "" : $"  order: {random.Next(1, 4)}\n";
        var types = random.Next(3) switch { 0 => "  types: [Ingress, Egress]\n", 1 => "  types: [Egress]\n", _ => "" };
        if (random.Next(6) == 0) return Kubernetes(number);
        var isGlobal = random.Next(2) == 0;
        var staged = random.Next(5) == 0 ? "Staged" : "";
        var action = staged.Length > 0 ? $"  stagedAction: {One("Set", "Learn", "Ignore")}\n" : "";
        var metadata = isGlobal ? $"{{name: p{random.Next(3)}-{number}}}" : $"{{name: p{random.Next(3)}-{number}, namespace: {One(Namespaces)}}}";
        var scope = isGlobal && random.Next(3) == 0 ? $"  namespaceSelector: {Quoted(One(NamespaceSelectors))}\n" : "";
        if (random.Next(5) == 0) scope += $"  serviceAccountSelector: {Quoted(One("projectcalico.org/name == 'web'", "env == 'live'", "all()"))}\n";
        var selector = random.Next(5) == 0 ? "" : $"  selector: {Quoted(One(Selectors))}\n";
        return $"apiVersion: projectcalico.org/v3\nkind: {staged}{(isGlobal ? "Global" : "")}NetworkPolicy\nmetadata: {metadata}\nspec:\n  tier: {One(tiers)}\n{order}{selector}{scope}{types}{action}"
            + Rules("ingress") + Rules("egress");
    }

    private string Kubernetes(int number)
    {
        var peer = random.Next(3) switch
        {
            0 => "{podSelector: {matchLabels: {app: a}}}",
            1 => "{namespaceSelector: {matchLabels: {team: one}}}",
            _ => "{ipBlock: {cidr: 10.0.0.0/29, except: [10.0.0.0/30]}}",
        };
        var list = random.Next(2) == 0 ? $"  ingress: [{{from: [{peer}], ports: [{{port: {random.Next(1, 4)}}}, {{port: http}}]}}]" : $"  egress: [{{to: [{peer}]}}]";
        return $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: k{number}, namespace: {One(Namespaces)}}}\nspec:\n  podSelector: {{{(random.Next(2) == 0 ? "matchLabels: {app: a}" : "")}}}\n{list}\n";
    }

    private string Rules(string list)
    {
        var count = random.Next(4);
        return count == 0 ? "" : $"  {list}:\n" + string.Concat(Enumerable.Range(0, count).Select(_ => $"  - {Rule()}\n"));
    }

    private string Rule()
    {
        var fields = new List<string> { $"action: {One("Allow", "Deny", "Pass", "Log", "Allow", "Deny")}" };
        var kind = random.Next(6);
        if (kind == 0) fields.Add($"protocol: ICMP, icmp: {{type: {random.Next(2) * 8}}}");
        else if (kind < 4) fields.Add($"protocol: {One("TCP", "UDP", "6", "SCTP")}");
        else if (kind == 4) fields.Add($"notProtocol: {One("TCP", "UDP")}");
        if (random.Next(8) == 0) fields.Add("ipVersion: 4");
        var isIPv6 = kind > 3 && random.Next(5) == 0;
        fields.Add($"source: {{{Peer(kind is > 0 and < 4, isIPv6)}}}");
        fields.Add($"destination: {{{Peer(kind is > 0 and < 4, isIPv6)}}}");
        return $"{{{string.Join(", ", fields)}}}";
    }

    private string Peer(bool hasPorts, bool isIPv6)
    {
        var fields = new List<string>();
        if (random.Next(3) == 0) fields.Add($"selector: {Quoted(One(Selectors))}");
        if (random.Next(6) == 0) fields.Add($"notSelector: {Quoted(One(Selectors))}");
        if (random.Next(5) == 0) fields.Add($"namespaceSelector: {Quoted(random.Next(3) == 0 ? "global()" : One(NamespaceSelectors))}");
        if (random.Next(8) == 0) fields.Add($"serviceAccounts: {{names: [{One(Accounts)}]}}");
        if (random.Next(6) == 0) fields.Add($"nets: [{One(isIPv6 ? NetsV6 : Nets)}]");
        if (random.Next(8) == 0) fields.Add($"notNets: [{One(isIPv6 ? NetsV6 : Nets[..5])}]");
        if (hasPorts && random.Next(4) == 0) fields.Add($"ports: [{One("1", "2", "'1:2'", "http", "3, http")}]");
        if (hasPorts && random.Next(8) == 0) fields.Add($"notPorts: [{One("1", "2", "'2:3'", "http")}]");
        return string.Join(", ", fields);
    }

    private string Labels((string Key, string First, string Second) label) => random.Next(4) == 0 ? "" : $", labels: {{{label.Key}: {One(label.First, label.Second)}}}";

    private string One(params string[] items) => items[random.Next(items.Length)];

    private static string Quoted(string text) => $"\"{text}\"";
}
