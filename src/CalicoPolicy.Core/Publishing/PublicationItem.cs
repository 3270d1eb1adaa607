using CalicoPolicy.Core.Cluster;
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
        Placed = resource.Namespace == Namespace ? resource : resource with { Metadata = resource.Metadata with { Namespace = Namespace } };
        Document = QuarantineRecords.Without((TreeMapping)ResourceMapper.Write(Placed));
    }

    public Resource Resource { get; }

    public PublishedKind Kind { get; }

    /// <summary>Where it goes; null for kinds of the cluster scope.</summary>
    public string? Namespace { get; }

    /// <summary>The resource with its namespace written out.</summary>
    public Resource Placed { get; }

    /// <summary>The document to send, its namespace written out, without what is on record of pods of another time or cluster.</summary>
    public TreeMapping Document { get; }

    /// <summary>The object.</summary>
    public ObjectName ObjectName => new(Resource.ApiVersion, Resource.Kind, Namespace, Resource.Name);

    public (string ApiVersion, string Kind, string Namespace, string Name) Key =>
        (Resource.ApiVersion, Resource.Kind, Namespace ?? string.Empty, Resource.Name);
}
