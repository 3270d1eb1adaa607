using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>The annotation that says what a rewritten policy was made of, where that is something else than the policy itself.</summary>
internal static class Provenance
{
    /// <summary>The annotation's key.</summary>
    public const string Annotation = "calicopolicy.io/rewritten-from";

    private const int Named = 8;

    /// <summary>The resource with the annotation; the very same where it was made of nothing but itself.</summary>
    public static Resource Marked(Draft draft)
    {
        var resource = draft.Resource;
        if (draft.Rewrites.Count == 0 || resource is not TieredPolicy || draft.From is [var only] && IsSame(only, resource)) return resource;
        var names = draft.From.Select(from => from.ToString()).ToList();
        var listed = names.Count <= Named ? string.Join(", ", names) : FormattableString.Invariant($"{string.Join(", ", names.Take(Named))} and {names.Count - Named} more");
        return resource with { Metadata = resource.Metadata with { Annotations = resource.Annotations.With([new(Annotation, $"{listed} ({string.Join(", ", draft.Rewrites)})")]) } };
    }

    /// <summary>The resource without the annotation.</summary>
    public static Resource Without(Resource resource) => !resource.Annotations.ContainsKey(Annotation)
        ? resource
        : resource with { Metadata = resource.Metadata with { Annotations = resource.Annotations.Without(key => key == Annotation) } };

    private static bool IsSame(Resource left, Resource right) => left.Kind == right.Kind && left.Namespace == right.Namespace && left.Name == right.Name;
}
