using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Publishing.Ordering;

/// <summary>What the specification, read naively, says of some flows in a state.</summary>
internal static class OrderingReference
{
    private const int MostWorlds = 200;

    /// <summary>The verdicts of the flows; null where an end of a flow is not there.</summary>
    public static Verdict?[] Verdicts(IReadOnlyList<Resource> state, bool isComplete, IReadOnlyList<PlainFlow> flows)
    {
        var cluster = new PlainCluster(state, isComplete, PolicyView.Enforced);
        return [.. flows.Select(flow => In(flow.Source, state) is { } source && In(flow.Destination, state) is { } destination ? VerdictOf(cluster, flow with { Source = source, Destination = destination }) : (Verdict?)null)];
    }

    /// <summary>A flow of the engine as the reference takes it.</summary>
    public static PlainFlow FlowOf(Flow flow) => new(EndOf(flow.Source), EndOf(flow.Destination), flow.Protocol)
    {
        SourcePort = flow.Protocol.HasPorts ? flow.SourcePort ?? 40000 : null,
        DestinationPort = flow.DestinationPort,
        IcmpType = flow.IcmpType,
        IcmpCode = flow.IcmpCode,
    };

    /// <summary>Whether a flow may be between a pod and its own host, as far as one of all host endpoints tells.</summary>
    public static bool MayBeOwnHost(RandomChanges random, PlainFlow flow)
    {
        var hosts = random.Start.Concat(random.Changes.Select(change => change.Subject)).OfType<HostEndpoint>().ToList();
        return Is(flow.Source, flow.Destination) || Is(flow.Destination, flow.Source);

        bool Is(PlainEnd pod, PlainEnd host)
        {
            var node = (pod.Endpoint as Pod)?.NodeName ?? random.Start.OfType<Pod>().FirstOrDefault(other => pod.Address is { } at && other.IPs.Contains(at.ToString()))?.NodeName;
            return node is not null && hosts.Exists(one => one.Node == node && (host.Endpoint is HostEndpoint same ? same.Node == node : host.Address is { } address && one.ExpectedIPs.Contains(address.ToString())));
        }
    }

    private static PlainEnd EndOf(FlowEnd end) => end.Endpoint is { } endpoint
        ? new(endpoint.Resource, null, null)
        : end.Address is { } address ? new(null, System.Net.IPAddress.Parse(address.ToString().Split('/')[0]), null) : new(null, null, end.Domain);

    private static PlainEnd? In(PlainEnd end, IReadOnlyList<Resource> state)
    {
        if (end.Endpoint is null) return end;
        if (state.FirstOrDefault(other => RandomChanges.KeyOf(other) == RandomChanges.KeyOf(end.Endpoint)) is { } here) return end with { Endpoint = here };

        // Without its host endpoint an interface is an address like others.
        return end.Endpoint is HostEndpoint { ExpectedIPs: [var address, ..] } ? new(null, System.Net.IPAddress.Parse(address), null) : null;
    }

    private static Verdict VerdictOf(PlainCluster cluster, PlainFlow flow)
    {
        var verdicts = new HashSet<bool>();
        foreach (var side in World.Try(world => new PlainEvaluation(cluster, world).Run(flow)).Take(MostWorlds))
        {
            verdicts.Add(side.Egress.Allows && side.Ingress.Allows);
            if (verdicts.Count > 1) return Verdict.Uncertain;
        }

        return verdicts.Single() ? Verdict.Allow : Verdict.Deny;
    }
}
