using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>A family of flows that keep a cluster alive, found in its snapshot.</summary>
internal abstract class Lifeline
{
    /// <summary>All families, in the order in which they are checked.</summary>
    public static IReadOnlyList<Lifeline> All { get; } =
    [
        new DnsLifeline(), new UpstreamDnsLifeline(), new ApiServerLifeline(), new CalicoApiServerLifeline(), new AggregatedApiLifeline(), new WebhookLifeline(), new MetricsServerLifeline(),
        new CalicoSystemLifeline(), new TyphaLifeline(), new IngressLifeline(), new CloudMetadataLifeline(), new HostSshLifeline(), new FailsafeLifeline(), new KubeletLifeline(),
    ];

    /// <summary>The word for it.</summary>
    public abstract string Family { get; }

    /// <summary>Who talks to whom, for messages.</summary>
    public abstract string What { get; }

    /// <summary>Whether policies of any pods may cut it; else only those of the ones that it is found by, which a gap may hide.</summary>
    public virtual bool IsOfAllPods => false;

    /// <summary>The flows.</summary>
    public abstract IEnumerable<GuardFlow> FlowsOf(GuardScene scene);

    /// <summary>Whether a gap may hide who is concerned.</summary>
    public abstract bool Needs(SnapshotGap gap);

    /// <summary>Whether a gap hides objects of a kind in one of some namespaces.</summary>
    protected static bool Hides(SnapshotGap gap, IEnumerable<string> kinds, params string[] namespaces) => kinds.Contains(gap.Kind) && namespaces.Any(gap.Covers);
}
