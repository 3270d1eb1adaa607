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
        Ingress = [.. Enumerable.Range(0, dice.Below(3)).Select(_ => ClusterRule())],
        Egress = [.. Enumerable.Range(0, dice.Below(3)).Select(_ => ClusterRule())],
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
        0 => new() { IPBlock = new() { Cidr = "10.0.0.0/24", Except = dice.OneIn(2) ? ["10.0.0.0/30"] : [] } },
        1 => new() { PodSelector = Labels("app") },
        2 => new() { NamespaceSelector = Labels("env") },
        _ => new() { NamespaceSelector = Labels("team"), PodSelector = Labels("app") },
    };

    private KubernetesPolicyPort Port() => new()
    {
        Protocol = dice.One<Protocol?>(null, Protocol.Tcp, Protocol.Udp),
        Port = dice.One<KubernetesPort?>(new(80), new(53), new("http"), null),
    };

    private ClusterPolicyRule ClusterRule() => new()
    {
        Action = dice.One(ClusterPolicyAction.Accept, ClusterPolicyAction.Deny, ClusterPolicyAction.Pass),
        Peers = [dice.OneIn(2) ? new() { Namespaces = Labels("env") } : new() { Pods = new() { NamespaceSelector = Labels("team"), PodSelector = Labels("app") } }],
        Protocols = dice.OneIn(2) ? [] : [new() { Tcp = new() { DestinationPort = new() { Number = dice.One(80, 53) } } }],
    };

    private LabelSelector Labels(string key) => dice.Below(4) switch
    {
        0 => LabelSelector.None,
        1 => new() { MatchExpressions = [new() { Key = key, Operator = dice.One("NotIn", "In"), Values = ["a", "web"] }] },
        2 => new() { MatchExpressions = [new() { Key = key, Operator = dice.One("Exists", "DoesNotExist") }] },
        _ => new() { MatchLabels = LabelMap.Of([new(key, dice.One("a", "b", "web", "db"))]) },
    };
}
