using System.Collections.Frozen;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>What the API server and kubectl fill in: no part of what a person wrote.</summary>
internal static class ServerMetadata
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    private static readonly FrozenSet<string> Fields = FrozenSet.ToFrozenSet(
        ["uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields"],
        StringComparer.Ordinal);

    /// <summary>Whether the server fills in a field of <c>metadata</c>, or knows what to do with it.</summary>
    public static bool Knows(string field) => Fields.Contains(field) || field is "generateName" or "finalizers";

    /// <summary>Whether an object has anything that <see cref="Without(ObjectMetadata)"/> takes away.</summary>
    public static bool IsIn(Resource resource) => resource.Annotations.ContainsKey(LastApplied)
        || resource.Metadata.UnknownFields.Any(field => Fields.Contains(field.Name)) || resource.UnknownFields.Any(field => field.Name == "status");

    public static ObjectMetadata Without(ObjectMetadata metadata) => metadata with
    {
        Annotations = metadata.Annotations.ContainsKey(LastApplied)
            ? metadata.Annotations.Without(key => string.Equals(key, LastApplied, StringComparison.Ordinal))
            : metadata.Annotations,
        UnknownFields = [.. metadata.UnknownFields.Where(field => !Fields.Contains(field.Name))],
    };

    public static IReadOnlyList<UnknownField> Without(IReadOnlyList<UnknownField> fields) =>
        [.. fields.Where(field => field.Name != "status")];
}
