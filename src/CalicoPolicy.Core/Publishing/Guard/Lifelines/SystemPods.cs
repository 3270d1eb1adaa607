using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>By which names and labels the parts of a cluster are known.</summary>
internal static class SystemPods
{
    /// <summary>The kinds by which pods and what is behind services are found.</summary>
    public static readonly string[] Kinds = ["Pod", "Service", "EndpointSlice"];

    /// <summary>Whether a namespace is of the cluster itself (decision 19).</summary>
    public static bool IsSystem(string? ns) => ns is "kube-system" or "kube-public" or "kube-node-lease" || IsCalico(ns) || (ns?.StartsWith("openshift-", StringComparison.Ordinal) ?? false);

    /// <summary>Whether a namespace is of Calico's own parts.</summary>
    public static bool IsCalico(string? ns) => ns is "calico-system" or "calico-apiserver" || (ns?.StartsWith("tigera-", StringComparison.Ordinal) ?? false);

    /// <summary>Whether labels hold a value.</summary>
    public static bool Has(LabelMap labels, string key, params string[] values) => labels.TryGetValue(key, out var value) && values.Contains(value, StringComparer.Ordinal);

    /// <summary>Pods that are called by their own ports, where no service leads to them.</summary>
    public static IEnumerable<GuardTarget> TargetsOf(GuardScene scene, IEnumerable<Endpoint> pods, string name, Func<EndpointPort, bool>? isWanted = null)
    {
        foreach (var end in scene.Pods.Group(pods))
        {
            foreach (var port in end.Places[0].After[0].Endpoint!.Ports.Where(port => port.Port is not null && (isWanted?.Invoke(port) ?? true)))
                yield return new(end, name, port.Protocol ?? Protocol.Tcp, (int)port.Port!.Value);
        }
    }
}
