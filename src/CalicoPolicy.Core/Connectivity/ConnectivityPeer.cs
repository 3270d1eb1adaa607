using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// What policies do not tell apart: endpoints that every selector, port and address block treats alike, or addresses outside, or a domain.
/// </summary>
public sealed class ConnectivityPeer
{
    internal ConnectivityPeer(ConnectivityPeerKind kind, FlowEnd example, ResolvedEnd?[] ends)
    {
        Kind = kind;
        Example = example;
        Ends = ends;
    }

    /// <summary>What it is.</summary>
    public ConnectivityPeerKind Kind { get; }

    /// <summary>One of what it stands for, as the end of a flow.</summary>
    public FlowEnd Example { get; }

    /// <summary>The endpoints; none for what is outside.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; internal init; } = [];

    /// <summary>The workloads and hosts that the endpoints are of, each once, in order.</summary>
    public IReadOnlyList<PeerName> Names { get; internal init; } = [];

    /// <summary>The address blocks of what is outside.</summary>
    public IReadOnlyList<Cidr> Nets { get; internal init; } = [];

    /// <summary>The network sets that hold these addresses.</summary>
    public IReadOnlyList<string> Sets { get; internal init; } = [];

    /// <summary>The set that has just these addresses; null where none has.</summary>
    public string? WholeSet { get; internal init; }

    /// <summary>The domain; null for what is none.</summary>
    public string? Domain { get; internal init; }

    /// <summary>Whether these are the most of all addresses outside: commonly those that no policy and no set names.</summary>
    public bool IsRest { get; internal init; }

    /// <summary>Whether these are all addresses outside.</summary>
    internal bool IsAll { get; init; }

    /// <summary>How each engine sees it; null: it is not there.</summary>
    internal ResolvedEnd?[] Ends { get; }

    /// <inheritdoc />
    public override string ToString() => PeerText.Of(new ConnectivitySide(this, Names));
}
