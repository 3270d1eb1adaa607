using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>The text of resources.</summary>
public static class ResourceText
{
    /// <summary>
    /// The resources as one stream of documents, with line feeds only. JSON has one value: several resources are a <c>List</c> there, as
    /// <c>kubectl get -o json</c> writes them.
    /// </summary>
    /// <param name="resources">The resources.</param>
    /// <param name="format">The format.</param>
    /// <param name="keepServerMetadata">Whether uid, resourceVersion, managedFields, status and the like are written too.</param>
    public static string Of(IEnumerable<Resource> resources, ITextFormat format, bool keepServerMetadata)
    {
        using var text = new StringWriter { NewLine = "\n" };
        TreeNode[] documents = [.. resources.Select(resource => ResourceMapper.Write(resource, keepServerMetadata))];
        format.Write(format is JsonFormat && documents.Length > 1 ? [ListOf(documents)] : documents, text);
        return text.ToString();
    }

    private static TreeMapping ListOf(TreeNode[] items) => new(
    [
        new("apiVersion", default, new TreeScalar(ScalarKind.String, "v1", default)),
        new("kind", default, new TreeScalar(ScalarKind.String, "List", default)),
        new("items", default, new TreeSequence(items, default)),
    ],
    default);
}
