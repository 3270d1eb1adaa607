using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Benchmarks.Clusters;

/// <summary>The same ten policies in each of very many namespaces, but for spelling, order of ports and labels; and a cluster that they are for.</summary>
internal static class ManyNamespaces
{
    /// <summary>The policies of a namespace.</summary>
    public const int Policies = 10;

    private const int Pods = 4;

    /// <summary>The policies of all namespaces.</summary>
    public static List<Resource> PoliciesOf(int namespaces) =>
        [.. Enumerable.Range(0, namespaces).SelectMany(ns => Enumerable.Range(0, Policies).Select(number => Policy(ns, number)))];

    /// <summary>The namespaces, all of which carry one label, with some pods each, and a namespace beside them.</summary>
    public static IEnumerable<Resource> Cluster(int namespaces)
    {
        yield return new Namespace { Metadata = new() { Name = "gateway" } };
        yield return Pod("gateway", "proxy", "10.1.0.1", "proxy");
        for (var ns = 0; ns < namespaces; ns++)
        {
            yield return new Namespace { Metadata = new() { Name = NameOf(ns), Labels = LabelMap.Of([new("team", "apps"), new("number", Text(ns))]) } };
            for (var pod = 0; pod < Pods; pod++)
                yield return Pod(NameOf(ns), $"pod-{Text(pod)}", string.Create(CultureInfo.InvariantCulture, $"10.{2 + (ns / 250)}.{ns % 250}.{pod + 1}"), $"a{Text(pod)}");
        }
    }

    private static NetworkPolicy Policy(int ns, int number) => new()
    {
        Metadata = new() { Name = $"allow-{Text(number)}", Namespace = NameOf(ns), Labels = LabelMap.Of([new("app-id", Text(ns))]) },
        Selector = ns % 2 == 0 ? $"app == 'a{Text(number)}'" : $"app=='a{Text(number)}'",
        Types = [PolicyType.Ingress, PolicyType.Egress],
        Ingress =
        [
            new()
            {
                Action = PolicyAction.Allow,
                Protocol = Protocol.Tcp,
                Source = new() { NamespaceSelector = "projectcalico.org/name == 'gateway'" },
                Destination = new() { Ports = ns % 3 == 0 ? [new(80), new(443)] : [new(443), new(80)] },
            },
        ],
        Egress = [new() { Action = PolicyAction.Allow, Protocol = Protocol.Udp, Destination = new() { Nets = ["10.96.0.10/32"], Ports = [new(53)] } }],
    };

    private static Pod Pod(string ns, string name, string address, string app) => new()
    {
        Metadata = new() { Name = name, Namespace = ns, Labels = LabelMap.Of([new("app", app)]) },
        NodeName = "n1",
        Phase = "Running",
        IPs = [address],
    };

    private static string NameOf(int ns) => string.Create(CultureInfo.InvariantCulture, $"app-{ns:0000}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
