using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Reporting.Diagrams;

/// <summary>Draws who may talk to whom: workloads in their namespaces, what is outside beside them, arrows with the traffic.</summary>
public sealed class PolicyDiagram
{
    private readonly Dictionary<(string? Group, string Label), int> _places = [];
    private readonly List<DiagramNode> _nodes = [];
    private readonly List<DiagramEdge> _edges = [];

    /// <summary>The nodes.</summary>
    internal IReadOnlyList<DiagramNode> Nodes => _nodes;

    /// <summary>The arrows.</summary>
    internal IReadOnlyList<DiagramEdge> Edges => _edges;

    /// <summary>Adds a row of pairs.</summary>
    public void Add(ConnectivityRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Add(row.Sources, row.Destinations, row.Traffic, row.Verdict == Verdict.Allow ? EdgeStyle.Plain : EdgeStyle.Uncertain);
    }

    /// <summary>Adds what a change makes of some pairs.</summary>
    public void Add(ConnectivityDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var style = difference.Change switch
        {
            ConnectivityChange.Gained => EdgeStyle.Gained,
            ConnectivityChange.Lost => EdgeStyle.Lost,
            _ => EdgeStyle.Uncertain,
        };
        Add(difference.Sources, difference.Destinations, difference.Traffic, style);
    }

    /// <summary>The text of the diagram.</summary>
    public string Write(DiagramFormat format) => format == DiagramFormat.Dot ? DotText.Of(this) : MermaidText.Of(this);

    private void Add(IReadOnlyList<ConnectivitySide> sources, IReadOnlyList<ConnectivitySide> destinations, TrafficSet traffic, EdgeStyle style)
    {
        var (from, to) = (sources.SelectMany(NodesOf).Distinct().ToList(), destinations.SelectMany(NodesOf).Distinct().ToList());
        var label = traffic.ToString();
        if (from.Count == 1 || to.Count == 1)
        {
            foreach (var one in from) _edges.AddRange(to.Select(other => new DiagramEdge(one, other, label, style)));
            return;
        }

        // Each with each would be a thicket: all go through one point.
        var point = NewNode(null, null, isOutside: false);
        _edges.AddRange(from.Select(one => new DiagramEdge(one, point, string.Empty, style)));
        _edges.AddRange(to.Select(other => new DiagramEdge(point, other, label, style)));
    }

    private IEnumerable<int> NodesOf(ConnectivitySide side)
    {
        if (side.Peer.Kind is ConnectivityPeerKind.Outside or ConnectivityPeerKind.Domain)
            return [NodeOf(null, side.ToString(), isOutside: true)];
        return side.Names.Select(name => NodeOf(name.Namespace, name.Namespace is null ? $"{(name.Kind == "Node" ? "node" : "host")} {name.Name}" : name.Name, isOutside: false));
    }

    private int NodeOf(string? group, string label, bool isOutside)
    {
        if (_places.TryGetValue((group, label), out var known)) return known;
        var number = NewNode(group, label, isOutside);
        _places.Add((group, label), number);
        return number;
    }

    private int NewNode(string? group, string? label, bool isOutside)
    {
        _nodes.Add(new(_nodes.Count, group, label, isOutside));
        return _nodes.Count - 1;
    }
}
