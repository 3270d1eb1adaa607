using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Json;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// A resource's tree in which what means the same stands the same: sets sorted, selectors canonical, defaults and empty lists alike.
/// Knows where each of its parts stands in the tree as the resource is written.
/// </summary>
internal sealed class NormalForm
{
    private readonly TreeNode _written;
    private readonly Dictionary<TreeNode, int> _places = new(ReferenceEqualityComparer.Instance);

    private NormalForm(TreeNode written) => Root = _written = written;

    /// <summary>The tree.</summary>
    public TreeNode Root { get; private set; }

    /// <summary>The tree as the resource is written, without what a server fills in.</summary>
    public static NormalForm AsWritten(Resource resource) => new(ResourceMapper.Write(resource));

    /// <summary>The normal form.</summary>
    public static NormalForm Of(Resource resource)
    {
        var form = AsWritten(NormalResource.Of(resource));
        if (form.Root is TreeMapping root) form.Root = form.Fields(root, NormalFields.Of(resource), depth: 0);
        return form;
    }

    /// <summary>The path of a field in the tree as the resource is written: sorted items stand elsewhere there.</summary>
    public FieldPath PathInDocument(FieldPath path)
    {
        if (path.Parent is null) return path;
        var parent = PathInDocument(path.Parent);
        if (path.Name is not null) return parent[path.Name];
        var item = Find(Root, path);
        return parent[item is not null && _places.TryGetValue(item, out var place) ? place : path.Index];
    }

    /// <summary>What the resource as it is written has there; null where it has nothing.</summary>
    public TreeNode? AsDocumented(FieldPath path) => Find(_written, path);

    private static TreeNode? Find(TreeNode root, FieldPath path)
    {
        if (path.Parent is null) return root;
        return (Find(root, path.Parent), path.Name) switch
        {
            (TreeMapping mapping, { } name) => mapping[name],
            (TreeSequence sequence, null) when path.Index < sequence.Items.Count => sequence.Items[path.Index],
            _ => null,
        };
    }

    private TreeMapping Fields(TreeMapping mapping, NormalFields known, int depth)
    {
        var fields = new List<TreeField>(mapping.Fields.Count);
        foreach (var field in mapping.Fields)
        {
            var value = Value(field.Key, field.Value, known, depth + 1);
            if (!known.IsAbsent(field.Key, value, depth)) fields.Add(field with { Value = value });
        }

        return new TreeMapping(fields, mapping.Span);
    }

    private TreeNode Value(string key, TreeNode value, NormalFields known, int depth) => value switch
    {
        TreeMapping mapping when known.IsOpen(key) => Fields(mapping, known, depth),
        TreeSequence sequence when known.IsSet(key) => Set(key, sequence, known, depth),
        TreeSequence sequence when known.IsOpen(key) => new TreeSequence([.. sequence.Items.Select(item => item is TreeMapping mapping ? Fields(mapping, known, depth) : item)], sequence.Span),
        TreeScalar scalar => known.Scalar(key, scalar),
        _ => value,
    };

    /// <summary>The members, each once, in an order of their own.</summary>
    private TreeSequence Set(string key, TreeSequence sequence, NormalFields known, int depth)
    {
        var members = new SortedDictionary<string, TreeNode>(StringComparer.Ordinal);
        for (var index = 0; index < sequence.Items.Count; index++)
        {
            var item = sequence.Items[index] switch
            {
                TreeMapping mapping => Fields(mapping, known, depth),
                TreeScalar scalar => known.Member(key, scalar),
                var other => other,
            };
            if (members.TryAdd(JsonTreeWriter.OneLine(item), item)) _places[item] = index;
        }

        return new TreeSequence([.. members.Values], sequence.Span);
    }
}
