using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// Where each field of a tree stands, in some eight bytes a field: the tree itself takes fifteen times as much, in a hundred objects for
/// a policy of usual size. Finding a field walks past the fields before it; items of a list that was looked into last are found at once.
/// </summary>
internal sealed class FieldPlaces
{
    private readonly byte[] _places;
    private readonly string[] _names;
    private ListItems? _last;

    internal FieldPlaces(byte[] places, string[] names)
    {
        _places = places;
        _names = names;
    }

    /// <summary>The text of a field, or of the nearest one around it that is there.</summary>
    /// <param name="path">The way from the root.</param>
    /// <param name="isThere">Whether the field itself is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TextSpan Find(FieldPath path, out bool isThere)
    {
        var steps = new FieldPath[path.Depth];
        for (var step = path; step.Parent is not null; step = step.Parent) steps[step.Depth - 1] = step;

        var node = PlacedNode.Read(_places, 0, parentLine: 0);
        foreach (var step in steps)
        {
            var at = step.Name is null ? Item(node, step.Index) : Field(node, step.Name);
            if (at < 0)
            {
                isThere = false;
                return node.Span;
            }

            node = PlacedNode.Read(_places, at, node.Span.Start.Line);
        }

        isThere = true;
        return node.Span;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Field(in PlacedNode node, string name)
    {
        if (node.Kind != PlacedNode.Mapping) return -1;
        var wanted = Array.IndexOf(_names, name);
        var at = node.Content;
        for (var left = node.Count; left > 0 && wanted >= 0; left--)
        {
            var key = (int)PlacedNode.ReadNumber(_places, ref at);
            if (key == wanted) return at;
            at = PlacedNode.Skip(_places, at);
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Item(in PlacedNode node, int index)
    {
        if (node.Kind != PlacedNode.Sequence || index >= node.Count) return -1;

        // Judging a list of addresses asks for one after the other.
        var items = _last;
        if (items is null || items.Content != node.Content)
        {
            items = new(node.Content, new int[node.Count]);
            var at = node.Content;
            for (var item = 0; item < node.Count; item++, at = PlacedNode.Skip(_places, at)) items.Starts[item] = at;
            _last = items;
        }

        return items.Starts[index];
    }

    private sealed record ListItems(int Content, int[] Starts);
}
