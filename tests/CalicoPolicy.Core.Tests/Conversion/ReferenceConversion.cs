using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Conversion;

/// <summary>Calico-dataplane.md 3.7 as simply as it can be written, for policies that Kubernetes would take.</summary>
internal static class ReferenceConversion
{
    /// <summary>The rules that a rule becomes: protocol by protocol in sorted order, and in each peer by peer. Empty: any protocol.</summary>
    public static IEnumerable<(string Protocol, HashSet<string>? Ports, KubernetesPeer? Peer)> Rules(KubernetesRule rule)
    {
        KubernetesPeer?[] peers = rule.Peers.Count == 0 ? [null] : [.. rule.Peers];
        string[] protocols = rule.Ports.Count == 0 ? [""] : [.. rule.Ports.Select(Name).Distinct().Order(StringComparer.Ordinal)];
        return from protocol in protocols from peer in peers select (protocol, Ports(rule, protocol), peer);
    }

    /// <summary>Every port by itself, numbers and names; null: any.</summary>
    private static HashSet<string>? Ports(KubernetesRule rule, string protocol)
    {
        if (rule.Ports.Count == 0 || rule.Ports.Any(port => Name(port) == protocol && port.Port is null)) return null;
        var ports = new HashSet<string>();
        foreach (var port in rule.Ports.Where(port => Name(port) == protocol))
        {
            if (port.Port!.Value.Name is { } name) ports.Add(name);
            else for (var number = port.Port.Value.Number!.Value; number <= (port.EndPort ?? port.Port.Value.Number); number++) ports.Add($"{number}");
        }

        return ports;
    }

    /// <summary>Whether Kubernetes' selector selects something with these labels.</summary>
    public static bool Selects(LabelSelector selector, Dictionary<string, string> labels) =>
        selector.MatchLabels.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value)
        && selector.MatchExpressions.All(expression => expression.Operator switch
        {
            "In" => labels.TryGetValue(expression.Key, out var value) && expression.Values.Contains(value),
            "NotIn" => !labels.TryGetValue(expression.Key, out var value) || !expression.Values.Contains(value),
            "Exists" => labels.ContainsKey(expression.Key),
            _ => !labels.ContainsKey(expression.Key),
        });

    private static string Name(KubernetesPolicyPort port) => port.Protocol?.ToString() ?? "TCP";
}
