using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Kinds of traffic: protocols, and of those that have them ports, or types and codes of ICMP. Immutable, with the usual operations
/// of sets.
/// </summary>
/// <remarks>
/// One line of numbers holds them all, protocol in the high byte, so that a set is a list of stretches; an operation costs O(stretches).
/// </remarks>
public sealed class TrafficSet : IEquatable<TrafficSet>
{
    private const uint End = 1 << 24;

    // Where stretches begin (even places) and end (odd places, exclusive), in order, without two that touch.
    private readonly uint[] _edges;

    private TrafficSet(uint[] edges) => _edges = edges;

    /// <summary>No traffic.</summary>
    public static TrafficSet None { get; } = new([]);

    /// <summary>All traffic.</summary>
    public static TrafficSet All { get; } = new([0, End]);

    /// <summary>All traffic of the protocols that have ports: TCP, UDP and SCTP.</summary>
    public static TrafficSet WithPorts { get; } = OfPorts(6, 0, 65535).Union(OfPorts(17, 0, 65535)).Union(OfPorts(132, 0, 65535));

    /// <summary>All ICMP, of both families.</summary>
    internal static TrafficSet Icmp { get; } = OfProtocol(1).Union(OfProtocol(58));

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _edges.Length == 0;

    /// <summary>Whether it is all traffic.</summary>
    public bool IsAll => _edges is [0, End];

    /// <summary>How many stretches of ports, types or protocols it has.</summary>
    public int StretchCount => _edges.Length / 2;

    /// <summary>The edges, begins and ends in turn.</summary>
    internal ReadOnlySpan<uint> Edges => _edges;

    /// <summary>All traffic of a protocol.</summary>
    /// <param name="protocol">Its number, 0 to 255.</param>
    public static TrafficSet OfProtocol(int protocol) => new([(uint)protocol << 16, (uint)(protocol + 1) << 16]);

    /// <summary>Traffic to a range of ports.</summary>
    /// <param name="protocol">The protocol's number.</param>
    /// <param name="first">The first port.</param>
    /// <param name="last">The last port, in the range.</param>
    public static TrafficSet OfPorts(int protocol, int first, int last) => last < first ? None : new([((uint)protocol << 16) + (uint)first, ((uint)protocol << 16) + (uint)last + 1]);

    /// <summary>Whether some traffic is in it: a protocol, and its port, or ICMP type and code as <c>type * 256 + code</c>.</summary>
    public bool Contains(int protocol, int port) => Contains(((uint)protocol << 16) + (uint)port);

    /// <summary>Reads traffic as people write it: <c>443</c>, <c>8000-8100</c>, <c>TCP/443</c>, <c>UDP</c>, <c>ICMP/8</c>; a port without a protocol is of each that has ports.</summary>
    /// <returns>Whether the text is any.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out TrafficSet? traffic) => TrafficText.TryParse(text, out traffic);

    /// <summary>A flow with the first traffic of the set.</summary>
    internal Flow FlowBetween(FlowEnd source, FlowEnd destination)
    {
        var place = PlainestPlace();
        var (protocol, port) = ((int)(place >> 16), (int)(place & 0xFFFF));
        var flow = new Flow(source, destination, TrafficText.ProtocolOf(protocol));
        if (protocol is 1 or 58) return flow with { IcmpType = port >> 8, IcmpCode = port & 0xFF };
        return flow.Protocol.HasPorts ? flow with { DestinationPort = port } : flow;
    }

    /// <summary>Whether some traffic is in both.</summary>
    internal bool Overlaps(TrafficSet other)
    {
        var (mine, theirs) = (_edges, other._edges);
        for (int at = 0, with = 0; at < mine.Length && with < theirs.Length;)
        {
            if (mine[at + 1] <= theirs[with]) at += 2;
            else if (theirs[with + 1] <= mine[at]) with += 2;
            else return true;
        }

        return false;
    }

    /// <summary>Whether all traffic of the other is in this one.</summary>
    internal bool Contains(TrafficSet other)
    {
        if (IsAll || ReferenceEquals(this, other)) return true;
        var (mine, theirs) = (_edges, other._edges);
        var at = 0;
        for (var with = 0; with < theirs.Length; with += 2)
        {
            while (at < mine.Length && mine[at + 1] <= theirs[with]) at += 2;
            if (at == mine.Length || mine[at] > theirs[with] || mine[at + 1] < theirs[with + 1]) return false;
        }

        return true;
    }

    /// <summary>Traffic that is in either.</summary>
    public TrafficSet Union(TrafficSet other) => ReferenceEquals(this, other) || other.IsEmpty || IsAll ? this : IsEmpty || other.IsAll ? other : Combine(this, other, static (one, two) => one || two);

    /// <summary>Traffic that is in both.</summary>
    public TrafficSet Intersect(TrafficSet other) => ReferenceEquals(this, other) || IsEmpty || other.IsAll ? this : IsAll || other.IsEmpty ? other : Combine(this, other, static (one, two) => one && two);

    /// <summary>Traffic that is in this one alone.</summary>
    public TrafficSet Except(TrafficSet other) => IsEmpty || other.IsEmpty ? this : other.IsAll ? None : Combine(this, other, static (one, two) => one && !two);

    /// <inheritdoc />
    public bool Equals(TrafficSet? other) => other is not null && (ReferenceEquals(this, other) || _edges.AsSpan().SequenceEqual(other._edges));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as TrafficSet);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var edge in _edges) hash.Add(edge);
        return hash.ToHashCode();
    }

    /// <summary>The traffic as people write it: <c>TCP/443,8080, UDP/53</c>.</summary>
    public override string ToString() => TrafficText.Of(this);

    /// <summary>The set of the stretches that begin and end at edges, which are in order.</summary>
    internal static TrafficSet OfEdges(ReadOnlySpan<uint> edges) => edges.Length == 0 ? None : edges is [0, End] ? All : new([.. edges]);

    /// <summary>Whether the place on the line is in it.</summary>
    internal bool Contains(uint place)
    {
        var found = Array.BinarySearch(_edges, place);
        return found >= 0 ? found % 2 == 0 : ~found % 2 == 1;
    }

    // TCP where there is some, since that is what people think of first.
    private uint PlainestPlace()
    {
        var tcp = Intersect(OfPorts(6, 1, 65535));
        return (tcp.IsEmpty ? this : tcp)._edges[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TrafficSet Combine(TrafficSet left, TrafficSet right, Func<bool, bool, bool> keep)
    {
        var (one, two) = (left._edges, right._edges);
        var edges = new uint[one.Length + two.Length];
        var (count, i, j, isIn) = (0, 0, 0, false);
        while (i < one.Length || j < two.Length)
        {
            var at = Math.Min(i < one.Length ? one[i] : End + 1, j < two.Length ? two[j] : End + 1);
            if (i < one.Length && one[i] == at) i++;
            if (j < two.Length && two[j] == at) j++;
            if (keep(i % 2 == 1, j % 2 == 1) == isIn) continue;
            isIn = !isIn;
            edges[count++] = at;
        }

        return count == 0 ? None : count == edges.Length ? new(edges) : new(edges[..count]);
    }
}
