using CalicoPolicy.Core.Documents.Differences;

namespace CalicoPolicy.Core.Documents.Revisions;

/// <summary>
/// Brings the changes between two trees into a third: the tree of a document, of which the first is what the model made. What the model
/// leaves out or writes otherwise stays as the document has it, and so does the order of keys.
/// </summary>
internal static class TreeReviser
{
    /// <summary>The revision of a document's node.</summary>
    /// <param name="old">The node of the document.</param>
    /// <param name="before">The same as the model writes it.</param>
    /// <param name="after">What the model writes now.</param>
    public static TreeRevision Revise(TreeNode old, TreeNode before, TreeNode after)
    {
        if (before.Equals(after)) return TreeRevision.Keep(old);
        return (old, before, after) switch
        {
            (TreeMapping { Fields.Count: > 0 } node, TreeMapping first, TreeMapping { Fields.Count: > 0 } second) => Fields(node, first, second),
            (TreeSequence { Items.Count: > 0 } node, TreeSequence first, TreeSequence { Items.Count: > 0 } second)
                when node.Items.Count == first.Items.Count => Items(node, first, second),
            _ => TreeRevision.Replace(old, after),
        };
    }

    private static TreeRevision Fields(TreeMapping old, TreeMapping before, TreeMapping after)
    {
        var fields = new List<(string Key, RevisedPart Part)>(after.Fields.Count);
        for (var index = 0; index < old.Fields.Count; index++)
        {
            var (key, _, value) = old.Fields[index];
            var (first, second) = (before[key], after[key]);

            // A field that neither tree has, such as one of null, is none of the model's business.
            if (second is null && first is not null) continue;
            var revision = second is null ? TreeRevision.Keep(value) : first is null ? TreeRevision.Replace(value, second) : Revise(value, first, second);
            fields.Add((key, new RevisedPart(index, revision, revision.New)));
        }

        foreach (var field in after.Fields)
        {
            // The model may write what the document leaves to be understood.
            if (old[field.Key] is not null || before[field.Key]?.Equals(field.Value) == true) continue;
            fields.Insert(PlaceOf(field.Key, fields, after), (field.Key, new RevisedPart(-1, null, field.Value)));
        }

        return fields.Exists(field => field.Part.OldIndex >= 0) ? TreeRevision.Revise(old, fields) : TreeRevision.Replace(old, after);
    }

    /// <summary>Behind the nearest field that the model writes before it, else before the nearest that it writes behind it.</summary>
    private static int PlaceOf(string key, List<(string Key, RevisedPart Part)> fields, TreeMapping after)
    {
        var own = IndexOf(after, key);
        for (var index = own - 1; index >= 0; index--)
        {
            var place = fields.FindIndex(field => field.Key == after.Fields[index].Key);
            if (place >= 0) return place + 1;
        }

        for (var index = own + 1; index < after.Fields.Count; index++)
        {
            var place = fields.FindIndex(field => field.Key == after.Fields[index].Key);
            if (place >= 0) return place;
        }

        return fields.Count;
    }

    private static int IndexOf(TreeMapping mapping, string key)
    {
        var index = 0;
        while (mapping.Fields[index].Key != key) index++;
        return index;
    }

    private static TreeRevision Items(TreeSequence old, TreeSequence before, TreeSequence after)
    {
        var pairs = ListAlignment.Of(before, after);
        var parts = new List<RevisedPart>(after.Items.Count);
        var pair = 0;
        for (var index = 0; index < after.Items.Count; index++)
        {
            if (pair < pairs.Count && pairs[pair].Right == index)
            {
                var from = pairs[pair++].Left;
                var revision = Revise(old.Items[from], before.Items[from], after.Items[index]);
                parts.Add(new RevisedPart(from, revision, revision.New));
            }
            else
            {
                parts.Add(new RevisedPart(-1, null, Moved(old, before, after.Items[index])));
            }
        }

        return pairs.Count > 0 ? TreeRevision.Revise(old, parts) : TreeRevision.Replace(old, new TreeSequence([.. parts.Select(part => part.New)], default));
    }

    /// <summary>An item that stood elsewhere in the list keeps the order of its keys.</summary>
    private static TreeNode Moved(TreeSequence old, TreeSequence before, TreeNode item)
    {
        if (item is not TreeMapping) return item;
        for (var index = 0; index < before.Items.Count; index++)
        {
            if (before.Items[index].Equals(item)) return old.Items[index];
        }

        return item;
    }
}
