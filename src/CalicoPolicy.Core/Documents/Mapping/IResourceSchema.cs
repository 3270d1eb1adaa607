using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A kind of resource: how its documents look, and both ways between them and the record.</summary>
internal interface IResourceSchema
{
    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>The API versions that documents of the kind may have; the first is the one that is written.</summary>
    IReadOnlyList<string> ApiVersions { get; }

    /// <summary>Whether documents keep the place of every field; workloads do not, since they keep few fields.</summary>
    bool KeepsTree { get; }

    Resource Read(TreeMapping root, MappingContext context);

    TreeNode Write(Resource resource, bool keepServerMetadata);

    /// <summary>Notes the fields of a resource that the model does not know.</summary>
    void FindUnknown(Resource resource, UnknownFieldSearch search);
}
