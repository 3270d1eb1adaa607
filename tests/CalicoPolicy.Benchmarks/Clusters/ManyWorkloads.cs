using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Benchmarks.Clusters;

/// <summary>
/// Benchmark clusters of many workloads under many policies: selectors over four label keys, port ranges, blocks, Deny in every tenth
/// rule. Most policies are of a namespace, some are global and in a tier before; the same for the same seed.
/// </summary>
internal static class ManyWorkloads
{
    /// <summary>Workloads as manifests have them.</summary>
    public static IReadOnlyList<Resource> Deployments(int workloads, int policies, int seed = 1)
    {
        var words = new ClusterWords(seed);
        var namespaces = Math.Max(1, workloads / 25);
        return
        [
            .. Namespaces(namespaces, words),
            .. Enumerable.Range(0, workloads).Select(number => new Deployment
            {
                Metadata = Named($"web{number}", NameOf(number % namespaces)),
                Replicas = 2,
                Template = new() { Labels = LabelMap.Of(words.Labels()) },
            }),
            .. Policies(policies, namespaces, globalEvery: 10, words),
        ];
    }

    /// <summary>Pods as a cluster has them: many with the same labels.</summary>
    /// <param name="pods">How many pods.</param>
    /// <param name="namespaces">How many namespaces.</param>
    /// <param name="labelSets">How many distinct sets of labels, each in one namespace.</param>
    /// <param name="policies">How many policies.</param>
    /// <param name="seed">Other seeds give other clusters.</param>
    public static IReadOnlyList<Resource> Pods(int pods, int namespaces, int labelSets, int policies, int seed = 1)
    {
        var words = new ClusterWords(seed);
        var sets = Enumerable.Range(0, labelSets).Select(_ => LabelMap.Of(words.Labels())).ToArray();
        return
        [
            .. Namespaces(namespaces, words),
            .. Enumerable.Range(0, pods).Select(number => new Pod
            {
                Metadata = Named(string.Create(CultureInfo.InvariantCulture, $"web{number % labelSets}-{number}"), NameOf(number % labelSets % namespaces)) with { Labels = sets[number % labelSets] },
                NodeName = $"node{number % 500}",
                Phase = "Running",
                IPs = [string.Create(CultureInfo.InvariantCulture, $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}")],
            }),
            .. Policies(policies, namespaces, globalEvery: 100, words),
        ];
    }

    private static IEnumerable<Resource> Namespaces(int count, ClusterWords words) =>
        Enumerable.Range(0, count).Select(number => new Namespace { Metadata = new() { Name = NameOf(number), Labels = LabelMap.Of([new("env", $"env{words.Below(4)}")]) } });

    private static IEnumerable<Resource> Policies(int count, int namespaces, int globalEvery, ClusterWords words)
    {
        yield return new Tier { Metadata = new() { Name = "platform" }, Order = 100, DefaultAction = PolicyAction.Pass };
        for (var number = 0; number < count; number++)
        {
            var isGlobal = number % globalEvery == 0;
            PolicyRule[] ingress = [.. Enumerable.Range(0, 1 + words.Below(3)).Select(_ => words.Rule(isIngress: true, isGlobal))];
            PolicyRule[] egress = [.. Enumerable.Range(0, words.Below(3)).Select(_ => words.Rule(isIngress: false, isGlobal))];
            var tier = isGlobal ? "platform" : "default";
            yield return isGlobal
                ? new GlobalNetworkPolicy { Metadata = new() { Name = $"{tier}.p{number}" }, Tier = tier, Order = number, Selector = words.Selector(), Ingress = ingress, Egress = egress }
                : new NetworkPolicy { Metadata = Named($"{tier}.p{number}", NameOf(words.Below(namespaces))), Tier = tier, Order = number, Selector = words.Selector(), Ingress = ingress, Egress = egress };
        }
    }

    private static ObjectMetadata Named(string name, string ns) => new() { Name = name, Namespace = ns };

    private static string NameOf(int number) => $"ns{number}";
}
