using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>Pods that may ask their cloud for what it knows of their node, and for credentials: 169.254.169.254, TCP 80. There only where labels of the nodes tell of a cloud.</summary>
internal sealed class CloudMetadataLifeline : Lifeline
{
    private const int Http = 80;

    private static readonly string[] OfClouds =
        ["topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region", "node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type"];

    private static readonly GuardEnd Server = new() { Name = "169.254.169.254", Places = [GuardPlace.At(Cidr.TryParse("169.254.169.254", out var address) ? address : default)] };

    public override string Family => "cloud-metadata";

    public override string What => "pods -> cloud metadata";

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        if (!scene.After.Snapshot.IsMissing("Node") && !scene.After.Snapshot.Resources.OfType<Node>().Any(node => OfClouds.Any(node.Labels.ContainsKey))) yield break;
        foreach (var source in scene.Pods.Group(scene.Pods.All)) yield return new(Family, source, Server, Protocol.Tcp, Http) { Peer = "cloud metadata 169.254.169.254", IsOptional = true };
    }

    public override bool Needs(SnapshotGap gap) => false;
}
