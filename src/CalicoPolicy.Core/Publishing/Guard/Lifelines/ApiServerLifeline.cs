using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>
/// Pods and nodes to the API servers' own addresses. Of pods those that have business there: all in the cluster's own namespaces, and
/// those whose service account a role is bound to; where no bindings are in the snapshot, those with a service account of their own.
/// </summary>
internal sealed class ApiServerLifeline : Lifeline
{
    public override string Family => "api-server";

    public override string What => "pods -> API server";

    public override bool IsOfAllPods => true;

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        var hosts = GuardHosts.Group(scene.Hosts.All.Where(host => host.Address is not null));
        var clients = scene.Pods.Group(scene.Pods.All.Where(UsersOf(scene.After.Snapshot)));
        foreach (var (server, port) in scene.ApiServers.All)
        {
            foreach (var client in clients.Concat(hosts)) yield return new(Family, client, server, Protocol.Tcp, port) { Peer = "API servers (default/kubernetes)" };
        }
    }

    public override bool Needs(SnapshotGap gap) => Hides(gap, ["EndpointSlice"], "default");

    private static Func<Endpoint, bool> UsersOf(PolicySnapshot snapshot)
    {
        var accounts = new HashSet<(string? Namespace, string Name)>();
        var (hasBindings, areAll) = (false, !snapshot.IsMissing("RoleBinding") && !snapshot.IsMissing("ClusterRoleBinding"));
        foreach (var binding in snapshot.Resources.OfType<AccessBinding>())
        {
            hasBindings = true;
            foreach (var subject in binding.Subjects)
            {
                if (subject.Kind == "ServiceAccount") accounts.Add((subject.Namespace ?? binding.Namespace, subject.Name));
            }
        }

        return pod => SystemPods.IsSystem(pod.Namespace)
            || accounts.Contains((pod.Namespace, pod.ServiceAccount ?? "default"))
            || (!(hasBindings && areAll) && pod.ServiceAccount is not (null or "default"));
    }
}
