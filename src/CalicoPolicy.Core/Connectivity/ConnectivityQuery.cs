using System.IO.Enumeration;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Whose connections are asked for.</summary>
public sealed record ConnectivityQuery
{
    /// <summary>The namespaces of the workloads, with wildcards; none: all.</summary>
    public IReadOnlyList<string> Namespaces { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The workloads or hosts by name or <c>namespace/name</c>, with wildcards; none: all.</summary>
    public IReadOnlyList<string> Workloads { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>A selector that the endpoints' labels match, those that they inherit too; null: all.</summary>
    public Selector? Selector { get; init; }

    /// <summary>The traffic; null: all.</summary>
    public TrafficSet? Traffic { get; init; }

    /// <summary>Ingress: who reaches them; egress: whom they reach; null: both.</summary>
    public PolicyType? Direction { get; init; }

    /// <summary>Whether a snapshot has something that is asked for.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public bool IsMetBy(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return IsForAll || snapshot.Endpoints.Any(endpoint => Wants(endpoint, PeerName.Of(endpoint)));
    }

    /// <summary>Whether all workloads are asked for.</summary>
    internal bool IsForAll => Namespaces.Count == 0 && Workloads.Count == 0 && Selector is null;

    /// <summary>Whether a pair of which these ends are asked for is.</summary>
    internal bool Wants(bool isSource, bool isDestination) =>
        (isSource && Direction != PolicyType.Ingress) || (isDestination && Direction != PolicyType.Egress);

    /// <summary>Whether an endpoint is asked for.</summary>
    internal bool Wants(Endpoint endpoint, PeerName name)
    {
        if (!WantsName(name, endpoint.Name)) return false;
        return Selector is null || Selector.Judge(endpoint.Labels) != Truth.No;
    }

    /// <summary>Whether something is asked for that has no endpoint, so that no selector picks it.</summary>
    internal bool WantsWithoutLabels(PeerName name, string own) => Selector is null && WantsName(name, own);

    private bool WantsName(PeerName name, string own)
    {
        if (Namespaces.Count > 0 && (name.Namespace is null || !Namespaces.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name.Namespace, ignoreCase: true)))) return false;
        return Workloads.Count == 0 || Workloads.Any(pattern => IsNamed(pattern, name) || IsNamed(pattern, name with { Name = own }));
    }

    private static bool IsNamed(string pattern, PeerName name) =>
        FileSystemName.MatchesSimpleExpression(pattern, pattern.Contains('/', StringComparison.Ordinal) ? name.ToString() : name.Name, ignoreCase: true);
}
