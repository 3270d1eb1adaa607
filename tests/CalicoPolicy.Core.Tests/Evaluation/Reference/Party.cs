using System.Net;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Something with labels that rules can select: a pod, a host's interface, a network set, or a pod nobody has told of.</summary>
internal sealed class Party
{
    public required PartyKind Kind { get; init; }

    /// <summary>What it comes from; null for the pod nobody has told of.</summary>
    public Resource? Resource { get; init; }

    public string? Namespace { get; init; }

    public string? Node { get; init; }

    /// <summary>The interface of a host that it stands for, * for all; null where it goes by address.</summary>
    public string? Interface { get; init; }

    /// <summary>The labels of its own, with Calico's automatic ones.</summary>
    public LabelMap Labels { get; init; } = LabelMap.None;

    /// <summary>Whose labels it inherits, first come first served, and whose rules come after all tiers.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    public IReadOnlyList<IPNetwork> Blocks { get; init; } = [];

    public IReadOnlyList<EndpointPort> Ports { get; init; } = [];

    /// <summary>The domains of a set.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Whether it holds addresses outside that nobody has told of, as a set that a threat feed fills.</summary>
    public bool MayHoldMore { get; init; }

    /// <summary>Whether policies apply to it.</summary>
    public bool IsEndpoint => Kind is PartyKind.Pod or PartyKind.Host;

    public override string ToString() => Resource?.ToString() ?? "a pod that nobody has told of";
}
