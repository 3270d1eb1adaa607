using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Dataplane;

/// <summary>Short ways to ask what policies cost.</summary>
internal static class Costing
{
    /// <summary>IPv4 alone, as most figures of the specification are.</summary>
    public static CostOptions IPv4 { get; } = new() { HasIPv6 = false };

    /// <summary>A pod on node n1.</summary>
    public static Pod Pod(string name = "web", string node = "n1", string ns = "shop", string address = "10.0.0.1", params (string Key, string Value)[] labels) => new()
    {
        Metadata = new() { Name = name, Namespace = ns, OwnerReferences = [new() { Kind = "StatefulSet", Name = name.Split('-')[0], Controller = true }], Labels = LabelMap.Of(labels.Select(label => KeyValuePair.Create(label.Key, label.Value))) },
        NodeName = node,
        Phase = "Running",
        IPs = [address],
    };

    /// <summary>The cost of objects that are all that there is.</summary>
    public static CostReport Of(IEnumerable<Resource> resources, CostOptions? options = null) =>
        PolicyCosts.Of(PolicySnapshot.Of(resources, new() { IsComplete = true }, TestContext.Current.CancellationToken), options, TestContext.Current.CancellationToken);

    /// <summary>The cost of documents that are all that there is.</summary>
    public static CostReport Of(string yaml, CostOptions? options = null) => Of(Input.Read(Rules.Yaml.Documents(yaml)), options);

    /// <summary>The rules of a policy's ingress chain on one node.</summary>
    public static long Chain(IReadOnlyList<PolicyRule> rules, CostOptions? options = null) => Assert.Single(Of([Pod(), Policy("p", rules)], options ?? IPv4).Policies).Rules;

    /// <summary>A global policy for ingress.</summary>
    public static GlobalNetworkPolicy Policy(string name, IReadOnlyList<PolicyRule> ingress) =>
        new() { Metadata = new() { Name = name }, Types = [PolicyType.Ingress], Ingress = ingress };
}
