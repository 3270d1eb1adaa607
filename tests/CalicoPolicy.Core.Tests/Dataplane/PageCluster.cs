using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Dataplane;

/// <summary>A cluster that the page's inefficient global policy is made for: 100 pods of 10 groups on 5 nodes, one group for each of its own sides.</summary>
internal static class PageCluster
{
    /// <summary>The groups: a namespace, and a label.</summary>
    public static IReadOnlyList<(string Namespace, string Key, string Value)> Groups { get; } =
    [
        ("login", "app", "login"), ("billing", "postgres", "managed"), ("orders", "app", "orders-api"), ("invoices", "app", "invoicing"), ("reporting", "app", "reporting"),
        ("rates", "app", "rates-client"), ("tunnels", "component", "vpn"), ("platform-tools", "app", "builder"), ("shop", "app", "web"), ("data", "app", "db"),
    ];

    /// <summary>The pods and their namespaces.</summary>
    public static IEnumerable<Resource> Pods =>
    [
        .. Groups.Select(group => new Namespace { Metadata = new() { Name = group.Namespace } }),
        .. Groups.SelectMany((group, number) => Enumerable.Range(0, 10).Select(pod =>
            Costing.Pod($"{group.Namespace.Replace("-", "", StringComparison.Ordinal)}-{pod}", $"n{1 + (pod % 5)}", group.Namespace, $"10.0.{number}.{pod + 1}", (group.Key, group.Value)))),
    ];

    /// <summary>The page's policy, as it stands there.</summary>
    public static GlobalNetworkPolicy Policy => Input.Read(File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "best-practices", "inefficient-global-policy.yaml"))).OfType<GlobalNetworkPolicy>().Single();

    /// <summary>A policy of its kind that a team writes who goes on so: five rules for each group, told apart by their own side alone.</summary>
    public static GlobalNetworkPolicy Grown => Policy with
    {
        Metadata = new() { Name = "security.grown" },
        Egress =
        [
            .. Groups.SelectMany(group => Enumerable.Range(0, 5).Select(rule => new PolicyRule
            {
                Action = PolicyAction.Allow,
                Protocol = Protocol.Tcp,
                Source = new() { Selector = $"{group.Key} == '{group.Value}'" },
                Destination = new() { Selector = "role == 'gateway'", Ports = [new(8000 + rule)] },
            })),
        ],
    };
}
