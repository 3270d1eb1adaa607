using CalicoPolicy.Core.Documents.Mapping;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// The one way between document trees and resources. Unknown fields survive; a <c>List</c> gives its items; the same object under
/// <c>projectcalico.org/v3</c> and <c>crd.projectcalico.org/v1</c> is one.
/// </summary>
public static class ResourceMapper
{
    /// <summary>Reads the resources of a document. What is wrong is reported and does not keep the others from being read.</summary>
    /// <param name="document">The document.</param>
    /// <param name="file">The file's full path; null where the text came from elsewhere.</param>
    public static MappedDocument Read(TreeDocument document, string? file)
    {
        if (document.Root is null) return new([], document.Errors, []);
        var reading = new Reading(document, file);
        reading.Object(document.Root, item: -1);
        return new(reading.Resources, reading.Errors, reading.Skipped);
    }

    /// <summary>Writes a resource as a tree: apiVersion, kind, metadata, spec.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="keepServerMetadata">
    /// Whether uid, resourceVersion, managedFields, status and the like are written too. The little that workloads, services and
    /// nodes keep of their status, such as a pod's addresses, always is.
    /// </param>
    public static TreeNode Write(Resource resource, bool keepServerMetadata = false) =>
        (KindCatalog.Find(resource.ApiVersion, resource.Kind)
            ?? throw new ArgumentException($"No schema for {resource.ApiVersion} {resource.Kind}.", nameof(resource)))
        .Write(resource, keepServerMetadata);

    /// <summary>The fields of a resource that the model does not know, server-populated ones too. O(size of the resource).</summary>
    internal static IReadOnlyList<UnknownFieldPlace> UnknownFields(Resource resource)
    {
        var search = new UnknownFieldSearch();
        KindCatalog.Find(resource.ApiVersion, resource.Kind)?.FindUnknown(resource, search);
        return search.Found;
    }

    private sealed class Reading(TreeDocument document, string? file)
    {
        public List<Resource> Resources { get; } = [];

        public List<DocumentError> Errors { get; } = [.. document.Errors];

        public List<SkippedObject> Skipped { get; } = [];

        public void Object(TreeNode node, int item)
        {
            if (node is not TreeMapping root)
            {
                if (node is not TreeScalar { Kind: ScalarKind.Null })
                    Error(DocumentErrorCode.InvalidFieldType, node.Span, $"expected a Kubernetes object, found {MappingContext.Describe(node)}.");
                return;
            }

            if (!TryText(root, "apiVersion", out var apiVersion) | !TryText(root, "kind", out var kind)) return;
            if (root["items"] is { } items && kind.EndsWith("List", StringComparison.Ordinal))
                List(items, apiVersion, kind);
            else if (KindCatalog.Find(apiVersion, kind) is { } schema)
                Resource(root, schema, apiVersion, item);
            else
                Skip(root, apiVersion, kind);
        }

        private void List(TreeNode items, string apiVersion, string kind)
        {
            if (items is not TreeSequence sequence)
            {
                if (items is not TreeScalar { Kind: ScalarKind.Null })
                    Error(DocumentErrorCode.InvalidFieldType, items.Span, $"items: expected a list, found {MappingContext.Describe(items)}.");
                return;
            }

            // Items of a typed list may leave out what the list says already.
            for (var index = 0; index < sequence.Items.Count; index++)
            {
                var item = sequence.Items[index];
                Object(kind == "List" ? item : Typed(item, apiVersion, kind[..^"List".Length]), index);
            }
        }

        private static TreeNode Typed(TreeNode item, string apiVersion, string kind)
        {
            if (item is not TreeMapping mapping) return item;
            var added = new List<TreeField>(2);
            if (mapping["apiVersion"] is null) added.Add(Word("apiVersion", apiVersion, mapping.Span));
            if (mapping["kind"] is null) added.Add(Word("kind", kind, mapping.Span));
            return added.Count == 0 ? mapping : new TreeMapping([.. added, .. mapping.Fields], mapping.Span);
        }

        private static TreeField Word(string key, string text, TextSpan span) => new(key, span, new TreeScalar(ScalarKind.String, text, span));

        private void Resource(TreeMapping root, IResourceSchema schema, string apiVersion, int item)
        {
            var context = new MappingContext(file, document.Index);
            var resource = schema.Read(root, context);
            if (context.HasErrors)
            {
                Errors.AddRange(context.Errors);
                return;
            }

            if (apiVersion == ResourceKinds.CalicoStoreApiVersion) resource = StoreForm.Restore(resource);
            Resources.Add(resource with
            {
                Location = schema.KeepsTree ? new DocumentLocation(file, document.Index, root) : new Location(file, document.Index, root.Span),
                Origins = file is null ? [] : [new(file, document.Index, item, document.HasComments)],
            });
        }

        private void Skip(TreeMapping root, string apiVersion, string kind)
        {
            if (KindSuggestion.For(apiVersion, kind) is { } suggestion)
                Error(DocumentErrorCode.UnknownKind, root.Span, $"kind '{kind}' of {apiVersion} is not known. Did you mean {suggestion}?");
            else
                Skipped.Add(new(apiVersion, kind, (root["metadata"] as TreeMapping)?["name"] is TreeScalar name ? name.Text : string.Empty, file, root.Span));
        }

        private bool TryText(TreeMapping root, string field, out string text)
        {
            switch (root[field])
            {
                case TreeScalar { Kind: ScalarKind.String } scalar:
                    text = scalar.Text;
                    return true;
                case null or TreeScalar { Kind: ScalarKind.Null }:
                    Error(DocumentErrorCode.MissingField, root.Span, $"the object has no {field}.");
                    break;
                case var other:
                    Error(DocumentErrorCode.InvalidFieldType, other.Span, $"{field}: expected text, found {MappingContext.Describe(other)}.");
                    break;
            }

            text = string.Empty;
            return false;
        }

        private void Error(DocumentErrorCode code, TextSpan span, string message) => Errors.Add(new(code, message, file, document.Index, span));
    }
}
