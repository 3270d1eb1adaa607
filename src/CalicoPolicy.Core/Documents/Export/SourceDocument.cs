using CalicoPolicy.Core.Documents.Revisions;
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

        // The same one twice is one.
        if (!_items[item].Contains(resource)) _items[item].Add(resource);
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
    public bool IsSame(IReadOnlyDictionary<int, Resource> held) =>
        _items.All(item => item.Value is [var resource] && held.TryGetValue(item.Key, out var old) && old.Equals(resource));

    /// <summary>
    /// What becomes of the document's tree: a revision for each document that takes its place, mostly one, none where nothing is left.
    /// Only what changed in a resource changes in its tree.
    /// </summary>
    public IReadOnlyList<TreeRevision> Revisions(TreeDocument document, string file, IReadOnlyDictionary<int, Resource> held, bool keepServerMetadata)
    {
        var revisions = Revisions(document.Root!, held, keepServerMetadata, isExact: false);
        var expected = Expected(document.Root!, held, keepServerMetadata);
        var found = revisions.SelectMany(revision => ResourceMapper.Read(new TreeDocument(document.Index, revision.New, [], HasComments: false), file).Resources)
            .Select(resource => ResourceMapper.Write(resource, keepServerMetadata: true));

        // Where the document says things in a way that the change would not survive, each resource is written as the model has it.
        return found.SequenceEqual(expected) ? revisions : Revisions(document.Root!, held, keepServerMetadata, isExact: true);
    }

    private static TreeNode? NodeOf(TreeNode root, int item) => item == Whole
        ? root
        : (root as TreeMapping)?["items"] is TreeSequence sequence && item < sequence.Items.Count ? sequence.Items[item] : null;

    private IReadOnlyList<TreeRevision> Revisions(TreeNode root, IReadOnlyDictionary<int, Resource> held, bool keepServerMetadata, bool isExact)
    {
        if (_items.TryGetValue(Whole, out var resources)) return [.. resources.Select(resource => Revise(root, Whole, resource))];

        // Items that no resource names stay; a list without items goes.
        var list = (TreeMapping)root;
        var old = (TreeSequence)list["items"]!;
        var items = new List<RevisedPart>();
        for (var index = 0; index < old.Items.Count; index++)
        {
            var revisions = _items.TryGetValue(index, out var changed)
                ? [.. changed.Select(resource => Revise(old.Items[index], index, resource))]
                : new[] { TreeRevision.Keep(old.Items[index]) };
            items.AddRange(revisions.Select((revision, place) => place == 0 ? new RevisedPart(index, revision, revision.New) : new RevisedPart(-1, null, revision.New)));
        }

        if (items.Count == 0) return [];
        var revised = TreeRevision.Revise(old, items);
        return [TreeRevision.Revise(list, [.. list.Fields.Select((field, index) => (field.Key, Part(index, field.Key == "items" ? revised : TreeRevision.Keep(field.Value))))])];

        TreeRevision Revise(TreeNode node, int item, Resource resource) => TreeReviser.Revise(
            node,
            !isExact && held.TryGetValue(item, out var before) && IsOfVersion(node, resource) ? ResourceMapper.Write(before, keepServerMetadata: true) : node,
            ResourceMapper.Write(resource, keepServerMetadata));

        static RevisedPart Part(int index, TreeRevision revision) => new(index, revision, revision.New);
    }

    /// <summary>Whether a node has the form in which the resource is written. An item of a typed list may leave that to the list.</summary>
    private static bool IsOfVersion(TreeNode node, Resource resource) =>
        (node as TreeMapping)?["apiVersion"] is not TreeScalar version || version.Text == resource.ApiVersion;

    private IEnumerable<TreeNode> Expected(TreeNode root, IReadOnlyDictionary<int, Resource> held, bool keepServerMetadata)
    {
        if (_items.TryGetValue(Whole, out var resources)) return resources.Select(resource => ResourceMapper.Write(resource, keepServerMetadata));
        return Enumerable.Range(0, ((TreeSequence)((TreeMapping)root)["items"]!).Items.Count).SelectMany(index =>
            _items.TryGetValue(index, out var changed) ? changed.Select(resource => ResourceMapper.Write(resource, keepServerMetadata))
            : held.TryGetValue(index, out var old) ? [ResourceMapper.Write(old, keepServerMetadata: true)]
            : Enumerable.Empty<TreeNode>());
    }
}
