using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing;

/// <summary>What stands in the cluster under the names of some resources. One call of kubectl reads many.</summary>
internal sealed class LiveObjects
{
    /// <summary>How many objects one call asks for: kubectl asks the server for each, a few milliseconds apiece.</summary>
    public const int BatchSize = 200;

    private readonly Dictionary<(string ApiVersion, string Kind, string Namespace, string Name), TreeMapping> _objects = [];

    /// <summary>The live object; null where there is none.</summary>
    public TreeMapping? Find(PublicationItem item) => _objects.GetValueOrDefault(item.Key);

    /// <summary>Adds what the cluster has of these; an error tells nothing about which of them it concerns.</summary>
    public async Task<ServerError?> ReadAsync(KubectlProcess kubectl, IReadOnlyList<PublicationItem> items, CancellationToken cancellationToken)
    {
        using var input = new StringWriter();
        JsonFormat.Instance.Write([List(items)], input);
        var result = await kubectl.RunAsync(["get", "-f", "-", "--ignore-not-found", "--show-managed-fields", "-o", "json"], input.ToString(), cancellationToken).ConfigureAwait(false);
        if (result.Error is not null) return result.Error;
        using var output = new StringReader(result.Output);
        foreach (var document in JsonFormat.Instance.Read(output, null, ReadLimits.Default, cancellationToken)) Add(document.Root);
        return null;
    }

    private void Add(TreeNode? node)
    {
        if (node is not TreeMapping root) return;
        if (Trees.Text(root["kind"]) == "List" && root["items"] is TreeSequence items)
        {
            foreach (var item in items.Items) Add(item);
            return;
        }

        var metadata = root["metadata"] as TreeMapping;
        lock (_objects)
            _objects[(Trees.Text(root["apiVersion"]), Trees.Text(root["kind"]), Trees.Text(metadata?["namespace"]), Trees.Text(metadata?["name"]))] = root;
    }

    private static TreeMapping List(IReadOnlyList<PublicationItem> items) => Trees.Mapping(
    [
        Trees.Field("apiVersion", Trees.Word("v1")),
        Trees.Field("kind", Trees.Word("List")),
        Trees.Field("items", Trees.List([.. items.Select(Identity)])),
    ]);

    private static TreeMapping Identity(PublicationItem item)
    {
        var name = Trees.Field("name", Trees.Word(item.Resource.Name));
        return Trees.Mapping(
        [
            Trees.Field("apiVersion", Trees.Word(item.Resource.ApiVersion)),
            Trees.Field("kind", Trees.Word(item.Resource.Kind)),
            Trees.Field("metadata", Trees.Mapping(item.Namespace is null ? [name] : [name, Trees.Field("namespace", Trees.Word(item.Namespace))])),
        ]);
    }
}
