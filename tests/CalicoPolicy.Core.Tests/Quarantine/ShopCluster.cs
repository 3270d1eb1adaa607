using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Quarantine;

/// <summary>The shop of the examples as a running cluster has it: with pods of every workload, on three nodes.</summary>
internal static class ShopCluster
{
    /// <summary>All its objects.</summary>
    public static IReadOnlyList<Resource> Resources { get; } = Make();

    /// <summary>The cluster with some objects over it.</summary>
    public static PolicySnapshot With(params Resource[] overlay) =>
        PolicySnapshot.Of(Resources.Concat(overlay), new() { Cluster = "shop", IsLive = true, IsComplete = true }, TestContext.Current.CancellationToken);

    /// <summary>A pod of the shop, by the workload that made it and its place.</summary>
    public static Pod Pod(string name) => Resources.OfType<Pod>().Single(pod => pod.Name == name);

    /// <summary>A pod with another label.</summary>
    public static Pod Labelled(Pod pod, string key = "quarantine", string value = "true") => pod with { Metadata = pod.Metadata with { Labels = pod.Labels.With([new(key, value)]) } };

    private static List<Resource> Make()
    {
        var all = new List<Resource>();
        foreach (var file in Directory.EnumerateFiles(RepositoryFiles.PathOf("docs", "examples", "shop"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            all.AddRange(Input.Read(File.ReadAllText(file), file));
        var count = 0;
        foreach (var workload in all.OfType<ReplicatedWorkload>().ToList())
        {
            var isSet = workload is StatefulSet;
            var owner = isSet ? Owner("StatefulSet", workload.Name) : Owner("ReplicaSet", workload.Name + "-5d9f8");
            var template = isSet ? workload.Template : workload.Template with { Labels = workload.Template.Labels.With([new("pod-template-hash", "5d9f8")]) };
            if (!isSet)
                all.Add(new ReplicaSet { Metadata = new() { Name = owner.Name, Namespace = workload.Namespace, OwnerReferences = [Owner("Deployment", workload.Name)] }, Replicas = workload.Replicas, Template = template });
            for (var place = 0; place < (workload.Replicas ?? 1); place++, count++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{workload.Name}-{place}");
                var node = (count % 3) + 1;
                all.Add(new Pod
                {
                    Metadata = new()
                    {
                        Name = name,
                        Namespace = workload.Namespace,
                        Labels = isSet ? template.Labels.With([new("statefulset.kubernetes.io/pod-name", name)]) : template.Labels,
                        OwnerReferences = [owner],
                    },
                    ServiceAccountName = template.ServiceAccountName,
                    NodeName = string.Create(CultureInfo.InvariantCulture, $"node-{node}"),
                    Ports = template.Ports,
                    Phase = "Running",
                    IPs = [string.Create(CultureInfo.InvariantCulture, $"10.244.{node - 1}.{count + 10}")],
                });
            }
        }

        return all;
    }

    private static OwnerReference Owner(string kind, string name) => new() { ApiVersion = "apps/v1", Kind = kind, Name = name, Controller = true };
}
