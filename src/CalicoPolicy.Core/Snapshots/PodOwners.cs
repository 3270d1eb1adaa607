using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>
/// Which workload made a pod, and which workloads have pods among the objects. A pod's owner may be a ReplicaSet or Job that is
/// itself another workload's; where that one is not among the objects its name tells whose it is.
/// </summary>
internal sealed class PodOwners
{
    private readonly Dictionary<(string? Namespace, string Kind, string Name), OwnerReference?> _owners = [];
    private readonly HashSet<(string? Namespace, string Kind, string Name)> _withPods = [];

    public PodOwners(IReadOnlyList<Resource> resources)
    {
        foreach (var resource in resources)
        {
            if (resource is Workload workload) _owners.TryAdd((workload.Namespace, workload.Kind, workload.Name), workload.Owner);
        }

        foreach (var resource in resources)
        {
            if (resource is not Pod { Owner: { } owner } pod) continue;
            for (var key = (pod.Namespace, owner.Kind, owner.Name); _withPods.Add(key) && Above(key) is { } above;) key = above;
        }
    }

    /// <summary>Whether the workload's pods are among the objects, or will be those of another workload that is.</summary>
    public bool HasPods(Workload workload) =>
        workload.Owner is not null || _withPods.Contains((workload.Namespace, workload.Kind, workload.Name));

    /// <summary>The workload at the top, e.g. <c>Deployment web</c>; the pod itself where it has no owner.</summary>
    public string WorkloadOf(Pod pod)
    {
        if (pod.Owner is not { } owner) return $"Pod {pod.Name}";
        var key = (pod.Namespace, owner.Kind, owner.Name);
        for (var steps = 0; steps < 4 && Above(key) is { } above; steps++) key = above;
        return $"{key.Kind} {key.Name}";
    }

    private (string? Namespace, string Kind, string Name)? Above((string? Namespace, string Kind, string Name) key)
    {
        if (_owners.TryGetValue(key, out var owner)) return owner is null ? null : (key.Namespace, owner.Kind, owner.Name);
        var dash = key.Name.LastIndexOf('-');
        return key.Kind == "ReplicaSet" && dash > 0 ? (key.Namespace, "Deployment", key.Name[..dash]) : null;
    }
}
