using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>A number of endpoints.</summary>
/// <param name="Pods">The pods; of a template as many as it asks for.</param>
/// <param name="Hosts">The host endpoints.</param>
internal sealed record EndpointCount(long Pods, long Hosts)
{
    /// <summary>No endpoint.</summary>
    public static EndpointCount None { get; } = new(0, 0);

    /// <summary>All of them.</summary>
    public long Total => Pods + Hosts;

    /// <summary>What an endpoint counts for.</summary>
    public static EndpointCount Of(Endpoint endpoint) => endpoint.Kind == EndpointKind.Host ? new(0, 1) : new(endpoint.Replicas, 0);

    /// <summary>Both together.</summary>
    public static EndpointCount operator +(EndpointCount one, EndpointCount other) => new(one.Pods + other.Pods, one.Hosts + other.Hosts);

    /// <summary>The number in words: <c>96 pods and 4 host endpoints</c>.</summary>
    public override string ToString() => (Pods, Hosts) switch
    {
        (_, 0) => RuleCost.Count(Pods, "pod"),
        (0, _) => RuleCost.Count(Hosts, "host endpoint"),
        _ => $"{RuleCost.Count(Pods, "pod")} and {RuleCost.Count(Hosts, "host endpoint")}",
    };
}
