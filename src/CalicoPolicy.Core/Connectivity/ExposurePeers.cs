using System.Globalization;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Those to whom workloads may be open: what is outside, and pods that do not exist yet, of each namespace and of a new one.</summary>
internal sealed class ExposurePeers
{
    private const int MostNamespaces = 6;

    private readonly List<ConnectivityPeer> _outside;
    private readonly PeerText _text;
    private readonly string?[] _namespaces;

    private ExposurePeers(List<ConnectivityPeer> outside, string?[] namespaces, ResolvedEnd?[] ends)
    {
        (_outside, _namespaces, Ends) = (outside, namespaces, ends);
        _text = new(outside, isAll: true);
    }

    /// <summary>How rules see them: what is outside first.</summary>
    public ResolvedEnd?[] Ends { get; }

    /// <summary>The peers of an engine.</summary>
    public static ExposurePeers Of(PolicyEngine engine, IEnumerable<ConnectivityPeer> peers)
    {
        var outside = peers.Where(peer => peer.Kind is ConnectivityPeerKind.Outside or ConnectivityPeerKind.Domain).ToList();
        var pods = engine.Snapshot.AnyPods;
        return new(
            outside,
            [.. pods.Select(pod => pod.Resource.Namespace)],
            [
                .. outside.Select(peer => peer.Ends[0]),
                .. pods.Select(pod => new ResolvedEnd { Endpoints = [pod], Address = null, Nodes = [], Sets = [], IsAnyPod = true }),
            ]);
    }

    /// <summary>What a workload's reach comes to.</summary>
    public IEnumerable<(ExposureAudience Audience, string OpenTo, TrafficSet Traffic)> Sum(Reach[] reaches, bool isIngress)
    {
        var outside = _outside.Zip(reaches).Where(pair => !isIngress || pair.First.Kind != ConnectivityPeerKind.Domain).ToList();
        foreach (var same in outside.GroupBy(pair => pair.Second.Allowed).Where(same => !same.Key.IsEmpty))
            yield return (ExposureAudience.Outside, _text.Of([.. same.Select(pair => new ConnectivitySide(pair.First, []))]), same.Key);

        var pods = reaches[_outside.Count..];
        var cluster = pods.Aggregate(TrafficSet.All, static (all, reach) => all.Intersect(reach.Allowed));
        if (!cluster.IsEmpty) yield return (ExposureAudience.Cluster, "all pods of the cluster", cluster);
        foreach (var (openTo, traffic) in ByNamespace("all pods of", pods.Select(reach => reach.Allowed.Except(cluster)))) yield return (ExposureAudience.Namespace, openTo, traffic);
        foreach (var (openTo, traffic) in ByNamespace("some pods of", pods.Select(reach => reach.Uncertain))) yield return (ExposureAudience.SomePods, openTo, traffic);
    }

    private IEnumerable<(string OpenTo, TrafficSet Traffic)> ByNamespace(string what, IEnumerable<TrafficSet> traffic)
    {
        foreach (var same in _namespaces.Zip(traffic).GroupBy(pair => pair.Second).Where(same => !same.Key.IsEmpty))
        {
            var names = same.Select(pair => pair.First).ToList();
            var text = names.Count == _namespaces.Length ? "any namespace" : string.Join(", ", names.Take(MostNamespaces).Select(name => name ?? "new namespaces"));
            if (names.Count < _namespaces.Length && names.Count > MostNamespaces) text = string.Create(CultureInfo.InvariantCulture, $"{text} and {names.Count - MostNamespaces} more namespaces");
            yield return ($"{what} {text}", same.Key);
        }
    }
}
