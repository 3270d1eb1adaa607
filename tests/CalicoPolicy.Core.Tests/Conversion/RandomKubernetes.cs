using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Conversion;

/// <summary>Policies of Kubernetes that its API would take, at random; with words of Calico's language among the labels.</summary>
internal sealed class RandomKubernetes
{
    private static readonly string[] Keys = ["app", "a.io/tier", "in", "has", "not", "all", "global", "contains", "starts", "x-1_y"];

    private static readonly string[] Values = ["", "web", "db", "in", "a.b_c-d", "1"];

    private static readonly string[] Blocks = ["10.0.0.0/8", "10.1.2.3/16", "192.0.2.0/24", "0.0.0.0/0", "2001:db8::1/32", "::/0"];

    private static readonly Protocol?[] Protocols = [null, Protocol.Tcp, Protocol.Udp, Protocol.Sctp];

    private readonly Random _random;

    public RandomKubernetes(int seed) => _random = new(seed);

    public KubernetesNetworkPolicy Policy() => new()
    {
        Metadata = new() { Name = "p", Namespace = "shop" },
        PodSelector = Selector(),
        DeclaredTypes = _random.Next(4) switch { 0 => [], 1 => [PolicyType.Ingress], 2 => [PolicyType.Egress], _ => [PolicyType.Egress, PolicyType.Ingress] },
        Ingress = Several(3, Rule),
        Egress = Several(3, Rule),
    };

    /// <summary>Labels of a thing that may have any of the keys.</summary>
    public Dictionary<string, string> Labels() => Keys.Where(_ => _random.Next(2) == 0).ToDictionary(key => key, _ => Of(Values));

    private KubernetesRule Rule() => new() { Peers = Several(3, Peer), Ports = Several(5, Port) };

    private KubernetesPeer Peer() => _random.Next(4) switch
    {
        0 => new() { PodSelector = Selector() },
        1 => new() { NamespaceSelector = Selector() },
        2 => new() { PodSelector = Selector(), NamespaceSelector = Selector() },
        _ => new() { IPBlock = new() { Cidr = Of(Blocks), Except = Several(2, () => Of(Blocks)) } },
    };

    private KubernetesPolicyPort Port()
    {
        var protocol = Of(Protocols);
        var first = Of(79, 80, 81, 82, 90, 1, 65534);
        return _random.Next(6) switch
        {
            0 => new() { Protocol = protocol },
            1 => new() { Protocol = protocol, Port = new(Of("http", "dns", "a-1")) },
            2 => new() { Protocol = protocol, Port = new(first), EndPort = Math.Min(65535, first + _random.Next(12)) },
            _ => new() { Protocol = protocol, Port = new(first) },
        };
    }

    private LabelSelector Selector() => new()
    {
        MatchLabels = LabelMap.Of(Several(2, () => new KeyValuePair<string, string>(Of(Keys), Of(Values)))),
        MatchExpressions = Several(2, Requirement),
    };

    private LabelSelectorRequirement Requirement()
    {
        var @operator = Of("In", "NotIn", "Exists", "DoesNotExist");
        return new() { Key = Of(Keys), Operator = @operator, Values = @operator.EndsWith("In", StringComparison.Ordinal) ? [Of(Values), .. Several(2, () => Of(Values))] : [] };
    }

    private T[] Several<T>(int most, Func<T> make) => [.. Enumerable.Range(0, _random.Next(most + 1)).Select(_ => make())];

    private T Of<T>(params T[] items) => items[_random.Next(items.Length)];
}
