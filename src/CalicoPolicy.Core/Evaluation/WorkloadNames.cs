using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The endpoints of a snapshot by namespace and name: of the pod, or of the workload that made it.</summary>
internal sealed class WorkloadNames
{
    private readonly Dictionary<(string Namespace, string Name), List<(string Kind, Endpoint Endpoint)>> _endpoints = [];

    public WorkloadNames(PolicySnapshot snapshot)
    {
        foreach (var endpoint in snapshot.Endpoints)
        {
            if (endpoint.Kind != EndpointKind.Workload) continue;
            var ns = endpoint.Namespace ?? "default";
            var kind = endpoint.Resource.Kind;
            Add(ns, endpoint.Name, kind, endpoint);
            var space = endpoint.Workload.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) continue;
            var (maker, name) = (endpoint.Workload[..space], endpoint.Workload[(space + 1)..]);
            if (maker != kind || name != endpoint.Name) Add(ns, name, maker, endpoint);
        }
    }

    /// <summary>The names, each with its namespace.</summary>
    public IEnumerable<(string Namespace, string Name)> All => _endpoints.Keys;

    /// <summary>What has the name, by kind.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind in any case, long or as kubectl shortens it; null: any.</param>
    public ILookup<string, Endpoint> Find(string ns, string name, string? kind = null)
    {
        var found = _endpoints.GetValueOrDefault((ns, name)) ?? [];
        var wanted = kind is null ? null : KindOf(kind);
        return found.Where(entry => wanted is null || string.Equals(entry.Kind, wanted, StringComparison.OrdinalIgnoreCase))
            .ToLookup(entry => entry.Kind, entry => entry.Endpoint, StringComparer.Ordinal);
    }

    /// <summary>The kind of pods or workloads that a word stands for; null for any other word.</summary>
    public static string? KindOf(string word)
    {
        var lower = word.ToLowerInvariant();
        return lower switch
        {
            "po" or "pod" or "pods" => "Pod",
            "deploy" or "deployment" or "deployments" => "Deployment",
            "sts" or "statefulset" or "statefulsets" => "StatefulSet",
            "ds" or "daemonset" or "daemonsets" => "DaemonSet",
            "rs" or "replicaset" or "replicasets" => "ReplicaSet",
            "job" or "jobs" => "Job",
            "cj" or "cronjob" or "cronjobs" => "CronJob",
            _ => null,
        };
    }

    private void Add(string ns, string name, string kind, Endpoint endpoint)
    {
        if (!_endpoints.TryGetValue((ns, name), out var known)) _endpoints.Add((ns, name), known = []);
        known.Add((kind, endpoint));
    }
}
