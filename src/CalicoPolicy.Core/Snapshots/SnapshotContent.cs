using CalicoPolicy.Core.Documents.Mapping;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>What a snapshot keeps of an object (decision 26): nothing that servers fill in, nothing of namespaces but labels, nothing of how feeds are fetched.</summary>
internal static class SnapshotContent
{
    /// <summary>The object without what is left out; the same one where nothing is.</summary>
    public static Resource Of(Resource resource)
    {
        if (ServerMetadata.IsIn(resource))
            resource = resource with { Metadata = ServerMetadata.Without(resource.Metadata), UnknownFields = ServerMetadata.Without(resource.UnknownFields) };
        return resource switch
        {
            Namespace ns => Of(ns),

            // Headers and addresses of feeds hold credentials.
            GlobalThreatFeed { Pull.Http: not null } feed => feed with { Pull = new() { Period = feed.Pull.Period } },

            // Annotations of roles are the tools' that made them.
            AccessRole or AccessBinding when resource.Annotations.Count > 0 => resource with { Metadata = OwnAnnotations(resource.Metadata) },
            _ => resource,
        };
    }

    private static Namespace Of(Namespace ns)
    {
        if (ns.UnknownFields.Count == 0 && ns.UnknownSpecFields.Count == 0 && ns.Metadata.UnknownFields.Count == 0 && ns.Annotations.Count == 0) return ns;
        return ns with
        {
            Metadata = OwnAnnotations(ns.Metadata) with { UnknownFields = [] },
            UnknownFields = [],
            UnknownSpecFields = [],
        };
    }

    private static ObjectMetadata OwnAnnotations(ObjectMetadata metadata)
    {
        if (metadata.Annotations.Count == 0) return metadata;
        var own = metadata.Annotations.Without(key => !LabelMapCodec.IsOwn(key));
        return metadata with { Annotations = own.Count == 0 ? LabelMap.None : own };
    }
}
