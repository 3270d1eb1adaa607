using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>A resource on its way to a cluster.</summary>
internal sealed record PublicationItem
{
    public PublicationItem(Resource resource, PublishedKind kind, string contextNamespace)
    {
        Resource = resource;
        Kind = kind;
        if (resource.IsNamespaced) Namespace = resource.Namespace ?? contextNamespace;
        var placed = resource.Namespace == Namespace ? resource : resource with { Metadata = resource.Metadata with { Namespace = Namespace } };
        Document = ResourceMapper.Write(placed);
    }

    public Resource Resource { get; }

    public PublishedKind Kind { get; }

    /// <summary>Where it goes; null for kinds of the cluster scope.</summary>
    public string? Namespace { get; }

    /// <summary>The document to send, its namespace written out.</summary>
    public TreeNode Document { get; }

    public (string ApiVersion, string Kind, string Namespace, string Name) Key =>
        (Resource.ApiVersion, Resource.Kind, Namespace ?? string.Empty, Resource.Name);
}
