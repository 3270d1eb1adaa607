using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>A document that resources go back to.</summary>
internal sealed class SourceDocument
{
    private const int Whole = -1;
    private readonly SortedDictionary<int, List<Resource>> _items = [];

    public void Put(int item, Resource resource)
    {
        Vacate(item);
        _items[item].Add(resource);
    }

    public void Vacate(int item)
    {
        if (!_items.ContainsKey(item)) _items.Add(item, []);
    }

    /// <summary>Whether the document still is the one that the resources were read from.</summary>
    public bool IsOf(TreeNode root)
    {
        foreach (var (item, resources) in _items)
        {
            if (NodeOf(root, item) is not { } node) return false;
            foreach (var resource in resources)
            {
                if (resource.Location is DocumentLocation location && !location.IsOf(node)) return false;
            }
        }

        return true;
    }

    /// <summary>Whether every resource that goes back is what the document holds already.</summary>
    public bool IsSame(TreeDocument document, string file)
    {
        var held = ResourceMapper.Read(document, file).Resources;
        foreach (var (item, resources) in _items)
        {
            if (resources is not [var resource] || !held.Any(old => old.Origins[0].Item == item && old.Equals(resource))) return false;
        }

        return true;
    }

    /// <summary>The document's new text; empty where nothing is left of it.</summary>
    public string Text(TreeNode root, ITextFormat format, bool keepServerMetadata)
    {
        using var text = new StringWriter { NewLine = "\n" };
        if (_items.TryGetValue(Whole, out var resources))
        {
            format.Write(resources.Select(resource => ResourceMapper.Write(resource, keepServerMetadata)), text);
        }
        else if (WithItems((TreeMapping)root, keepServerMetadata) is { } list)
        {
            format.Write([list], text);
        }

        return text.ToString();
    }

    private static TreeNode? NodeOf(TreeNode root, int item) => item == Whole
        ? root
        : (root as TreeMapping)?["items"] is TreeSequence sequence && item < sequence.Items.Count ? sequence.Items[item] : null;

    // Items that no resource names stay; a list without items goes.
    private TreeMapping? WithItems(TreeMapping list, bool keepServerMetadata)
    {
        var old = ((TreeSequence)list["items"]!).Items;
        var items = new List<TreeNode>();
        for (var index = 0; index < old.Count; index++)
        {
            if (_items.TryGetValue(index, out var resources))
                items.AddRange(resources.Select(resource => ResourceMapper.Write(resource, keepServerMetadata)));
            else
                items.Add(old[index]);
        }

        if (items.Count == 0) return null;
        return new TreeMapping(
            [.. list.Fields.Select(field => field.Key == "items" ? field with { Value = new TreeSequence(items, field.Value.Span) } : field)], list.Span);
    }
}
