using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>The text of resources.</summary>
public static class ResourceText
{
    /// <summary>The resources as one stream of documents, with line feeds only.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="format">The format.</param>
    /// <param name="keepServerMetadata">Whether uid, resourceVersion, managedFields, status and the like are written too.</param>
    public static string Of(IEnumerable<Resource> resources, ITextFormat format, bool keepServerMetadata)
    {
        using var text = new StringWriter { NewLine = "\n" };
        format.Write(resources.Select(resource => ResourceMapper.Write(resource, keepServerMetadata)), text);
        return text.ToString();
    }
}
