using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>What makes two documents the same object.</summary>
internal readonly record struct ObjectKey(string ApiVersion, string Kind, string Namespace, string Name) : IComparable<ObjectKey>
{
    public static ObjectKey Of(Resource resource) => new(resource.ApiVersion, resource.Kind, resource.IsNamespaced ? resource.Namespace ?? "default" : string.Empty, resource.Name);

    public int CompareTo(ObjectKey other)
    {
        var order = string.CompareOrdinal(Namespace, other.Namespace);
        if (order == 0) order = string.CompareOrdinal(Name, other.Name);
        if (order == 0) order = string.CompareOrdinal(Kind, other.Kind);
        return order == 0 ? string.CompareOrdinal(ApiVersion, other.ApiVersion) : order;
    }
}
