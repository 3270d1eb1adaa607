using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>An end of a flow and all that rules ask of it, looked up once.</summary>
internal sealed class ResolvedEnd
{
    /// <summary>An end of which nothing is known.</summary>
    public static ResolvedEnd Unknown { get; } = new() { Endpoints = [], Address = null, Nodes = [], Sets = [], MayBeUnknownPod = true };

    /// <summary>The endpoints that have the address; more than one only where hosts or sets share it.</summary>
    public required Endpoint[] Endpoints { get; init; }

    /// <summary>The address; null where it is not known.</summary>
    public required Cidr? Address { get; init; }

    /// <summary>The domain; null for what is inside, or has an address.</summary>
    public string? Domain { get; init; }

    /// <summary>The nodes that have the address.</summary>
    public required string[] Nodes { get; init; }

    /// <summary>The numbers of the sets that hold the address.</summary>
    public required int[] Sets { get; init; }

    /// <summary>The number of all ends that selectors cannot tell from this one; -1 where they look at more than a number can say.</summary>
    public int Class { get; init; } = -1;

    /// <summary>Whether the address is one of a pod that is not in the snapshot, as far as is known.</summary>
    public bool MayBeUnknownPod { get; init; }

    /// <summary>Whether the address may be of a pod that could not be read.</summary>
    public bool MayBeUnreadPod { get; init; }

    /// <summary>Whether the address may be of a host's interface that could not be read; where one is known, it may be of another too, which comes first.</summary>
    public bool MayBeUnreadHost { get; init; }

    /// <summary>Whether the address may be of a node that could not be read, or that nothing that was read tells of.</summary>
    public bool MayBeUnreadNode { get; init; }

    /// <summary>Whether it is a pod, or may be one that could not be read.</summary>
    public bool MayBePod => MayBeUnreadPod || Governed is { Kind: EndpointKind.Workload };

    /// <summary>Whether policies that nobody knows may apply at this end.</summary>
    public bool MayBeUnreadEndpoint => MayBeUnreadPod || MayBeUnreadHost;

    /// <summary>Whether it is a pod that does not exist yet, so that its named ports and services are not known.</summary>
    public bool IsAnyPod { get; init; }

    /// <summary>Whether the address is not known and lies where pods' addresses are.</summary>
    public bool IsUnaddressedPod => Address is null && Governed is { Kind: EndpointKind.Workload };

    /// <summary>The endpoint whose policies apply on this side; null where none does.</summary>
    public Endpoint? Governed => Endpoints.Length > 0 ? Endpoints[0] : null;
}
