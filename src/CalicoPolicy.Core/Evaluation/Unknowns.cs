namespace CalicoPolicy.Core.Evaluation;

/// <summary>Why a verdict is not certain.</summary>
[Flags]
public enum Unknowns
{
    /// <summary>It is.</summary>
    None = 0,

    /// <summary>A rule names domains, and whether they resolve to the address is not known.</summary>
    Domain = 1,

    /// <summary>A rule has HTTP criteria, which only Calico's application layer policy looks at.</summary>
    Http = 2,

    /// <summary>Labels of a namespace or service account are not in the snapshot.</summary>
    Labels = 4,

    /// <summary>Which number a named port stands for is not known.</summary>
    NamedPort = 8,

    /// <summary>An end's address is not known, as of a pod that a template will make.</summary>
    Address = 16,

    /// <summary>A rule names source ports, and the flow's is not given.</summary>
    SourcePort = 32,

    /// <summary>A rule names an ICMP type or code, and the flow's is not given.</summary>
    Icmp = 64,

    /// <summary>Something could not be read (a gap of the snapshot).</summary>
    Gap = 128,

    /// <summary>A policy's tier is not in the snapshot, so that its place and default action are not known.</summary>
    Tier = 256,

    /// <summary>A threat feed fills a set, and its members are not known.</summary>
    ThreatFeed = 512,

    /// <summary>Which endpoints are behind a service is not known.</summary>
    Service = 1024,

    /// <summary>A destination port is not given.</summary>
    DestinationPort = 2048,

    /// <summary>What Felix is told to do with traffic of a workload to its own host is not known (decision 6).</summary>
    HostAction = 4096,

    /// <summary>Policies for traffic on its way through a host may have a say.</summary>
    Forwarded = 8192,

    /// <summary>On which node a pod runs is not known, and so not whether a host is its own.</summary>
    Node = 16384,
}
