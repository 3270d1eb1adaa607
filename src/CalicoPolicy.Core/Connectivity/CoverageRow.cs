using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// What policies cover of some endpoints that they do not tell apart and that are of one workload, with the columns of the compliance
/// reports (calico-policy.md 3.2).
/// </summary>
public sealed record CoverageRow
{
    /// <summary>The cluster; null where the objects come from files.</summary>
    public string? Cluster { get; init; }

    /// <summary>What the row is about.</summary>
    public required CoverageCategory Category { get; init; }

    /// <summary>The namespace; null for a host or node.</summary>
    public string? Namespace { get; init; }

    /// <summary>The workload's kind, HostEndpoint or Node.</summary>
    public required string Kind { get; init; }

    /// <summary>The workload's name, or that of the HostEndpoint or node.</summary>
    public required string Name { get; init; }

    /// <summary>How many pods, hosts or nodes there are; of a template as many as it asks for.</summary>
    public required long Count { get; init; }

    /// <summary>The workload, HostEndpoint or node; the first pod where its workload is not in the snapshot.</summary>
    public required Resource Resource { get; init; }

    /// <summary>The endpoints; none for what has no endpoint of its own.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; init => field = ValueList.Of(value); } = ValueList<Endpoint>.None;

    /// <summary>What policies make of traffic to it.</summary>
    public required CoverageSide Ingress { get; init; }

    /// <summary>What policies make of traffic from it.</summary>
    public required CoverageSide Egress { get; init; }

    /// <summary>
    /// Whether its policies let it ask the cluster's DNS over UDP: the pods that the snapshot has of it, else pods of kube-system with
    /// <c>k8s-app: kube-dns</c>. The policies of the DNS itself are not looked at.
    /// </summary>
    public required Truth EgressToDns { get; init; }

    /// <summary>The services that some of its pods are behind, as <c>namespace/name</c>.</summary>
    public IReadOnlyList<string> Services { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The name under which flow logs aggregate its pods, e.g. <c>web-5d9c7b-*</c>; of a template without the part that is not known.</summary>
    public string TrafficAggregationPrefix { get; init; } = string.Empty;

    /// <summary>Namespace and name.</summary>
    public string Endpoint => Namespace is null ? Name : $"{Namespace}/{Name}";

    /// <summary>Whether a policy governs traffic to it.</summary>
    public PolicyProtection IngressProtected => Ingress.Protected;

    /// <summary>Whether a policy governs traffic from it.</summary>
    public PolicyProtection EgressProtected => Egress.Protected;

    /// <summary>What becomes of traffic to it that no rule decides.</summary>
    public Verdict IngressDefault => Ingress.Default;

    /// <summary>What becomes of traffic from it that no rule decides.</summary>
    public Verdict EgressDefault => Egress.Default;

    /// <summary>Whether it is open to the internet (<see cref="CoverageSide.Internet"/>).</summary>
    public Truth IngressFromInternet => Ingress.Internet;

    /// <summary>Whether the internet is open to it.</summary>
    public Truth EgressToInternet => Egress.Internet;

    /// <summary>Whether it is open to other namespaces (<see cref="CoverageSide.OtherNamespaces"/>).</summary>
    public Truth IngressFromOtherNamespace => Ingress.OtherNamespaces;

    /// <summary>Whether other namespaces are open to it.</summary>
    public Truth EgressToOtherNamespace => Egress.OtherNamespaces;

    /// <summary>The traffic on which anyone reaches it.</summary>
    public TrafficSet IngressFromAnyone => Ingress.Anyone;

    /// <summary>The traffic on which it reaches anyone.</summary>
    public TrafficSet EgressToAnyone => Egress.Anyone;

    /// <summary>The policies in force that govern it in some direction.</summary>
    public IReadOnlyList<Resource> AppliedPolicies => [.. Ingress.Policies.Concat(Egress.Policies).Distinct<Resource>(ReferenceEqualityComparer.Instance)];

    /// <summary>Whether its policies let it ask someone on a port of DNS.</summary>
    internal Truth AnyDns { get; init; }

    /// <summary>Whether pods of the cluster's DNS are in the snapshot.</summary>
    internal bool IsDnsKnown { get; init; }

    /// <summary>Whether its pods are of the cluster's DNS.</summary>
    internal bool IsDns { get; init; }

    /// <summary>What policies make of a direction.</summary>
    public CoverageSide SideOf(PolicyType direction) => direction == PolicyType.Ingress ? Ingress : Egress;

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Endpoint}: ingress {IngressProtected}, egress {EgressProtected}";
}
