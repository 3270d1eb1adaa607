using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Kubernetes' policies. How Calico converts them is tested elsewhere; here they take their place among the others.</summary>
internal sealed class RandomKubernetes(Dice dice)
{
    public KubernetesNetworkPolicy Policy(string name, string ns) => (KubernetesNetworkPolicy)Filled(new KubernetesNetworkPolicy(), name, ns);

    public StagedKubernetesNetworkPolicy StagedPolicy(string name, string ns, StagedAction? action)
    {
        var empty = new StagedKubernetesNetworkPolicy { DeclaredStagedAction = action };
        return action == StagedAction.Delete
            ? empty with { Metadata = new() { Name = name, Namespace = ns } }
            : (StagedKubernetesNetworkPolicy)Filled(empty, name, ns);
    }

    public ClusterNetworkPolicy ClusterPolicy(string name) => new()
    {
        Metadata = new() { Name = name },
        Tier = dice.One("Admin", "Baseline"),
        Priority = dice.One(1, 2, 1000),
        Subject = dice.OneIn(2) ? new() { Namespaces = Labels("env") } : new() { Pods = new() { NamespaceSelector = Labels("team"), PodSelector = Labels("app") } },
        Ingress = [.. Enumerable.Range(0, dice.Below(3)).Select(_ => ClusterRule(isEgress: false))],
        Egress = [.. Enumerable.Range(0, dice.Below(3)).Select(_ => ClusterRule(isEgress: true))],
    };

    private KubernetesPolicy Filled(KubernetesPolicy policy, string name, string ns) => policy with
    {
        Metadata = new() { Name = name, Namespace = ns },
        PodSelector = Labels("app"),
        DeclaredTypes = dice.Below(3) switch { 0 => [PolicyType.Egress], 1 => [PolicyType.Ingress, PolicyType.Egress], _ => [] },
        Ingress = [.. Enumerable.Range(0, dice.Below(3)).Select(_ => Rule())],
        Egress = [.. Enumerable.Range(0, dice.Below(3)).Select(_ => Rule())],
    };

    private KubernetesRule Rule() => new()
    {
        Peers = [.. Enumerable.Range(0, dice.Below(3)).Select(_ => Peer())],
        Ports = [.. Enumerable.Range(0, dice.Below(3)).Select(_ => Port())],
    };

    private KubernetesPeer Peer() => dice.Below(4) switch
    {
        0 => new() { IPBlock = dice.OneIn(3) ? new() { Cidr = "::/0", Except = ["fd00::/126"] } : new() { Cidr = dice.One("10.0.0.0/24", "203.0.113.0/24", "0.0.0.0/0"), Except = dice.OneIn(2) ? ["10.0.0.0/30"] : [] } },
        1 => new() { PodSelector = Labels("app") },
        2 => new() { NamespaceSelector = Labels("env") },
        _ => new() { NamespaceSelector = Labels("team"), PodSelector = Labels("app") },
    };

    private KubernetesPolicyPort Port() => new KubernetesPolicyPort
    {
        Protocol = dice.One<Protocol?>(null, Protocol.Tcp, Protocol.Udp),
        Port = dice.One<KubernetesPort?>(new(80), new(53), new("http"), null),
    } is var port && port.Port?.Number == 53 && dice.OneIn(2) ? port with { EndPort = 80 } : port;

    private ClusterPolicyRule ClusterRule(bool isEgress) => new()
    {
        Action = dice.One(ClusterPolicyAction.Accept, ClusterPolicyAction.Deny, ClusterPolicyAction.Pass),
        Peers = [.. Enumerable.Range(0, 1 + dice.Below(2)).Select(_ => ClusterPeer(isEgress))],
        Protocols = dice.OneIn(2) ? [] : [.. Enumerable.Range(0, 1 + dice.Below(2)).Select(_ => ClusterProtocol())],
    };

    private ClusterPolicyPeer ClusterPeer(bool isEgress) => dice.Below(isEgress ? 3 : 2) switch
    {
        0 => new() { Namespaces = Labels("env") },
        1 => new() { Pods = new() { NamespaceSelector = Labels("team"), PodSelector = Labels("app") } },
        _ => new() { Networks = dice.Some(["10.0.0.0/30", "203.0.113.0/24", "0.0.0.0/0", "2001:db8::/32", "fd00::/64"], 2) },
    };

    private ClusterPolicyProtocol ClusterProtocol()
    {
        TransportMatch match = dice.Below(3) switch
        {
            0 => new(),
            1 => new() { DestinationPort = new() { Range = new() { Start = 53, End = 80 } } },
            _ => new() { DestinationPort = new() { Number = dice.One(80, 53) } },
        };
        return dice.Below(5) switch
        {
            0 => new() { Udp = match },
            1 => new() { Sctp = match },
            2 => new() { DestinationNamedPort = dice.One("http", "dns") },
            _ => new() { Tcp = match },
        };
    }

    private LabelSelector Labels(string key) => dice.Below(4) switch
    {
        0 => LabelSelector.None,
        1 => new() { MatchExpressions = [new() { Key = key, Operator = dice.One("NotIn", "In"), Values = ["a", "web"] }] },
        2 => new() { MatchExpressions = [new() { Key = key, Operator = dice.One("Exists", "DoesNotExist") }] },
        _ => new() { MatchLabels = LabelMap.Of([new(key, dice.One("a", "b", "web", "db"))]) },
    };
}
