using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation;

/// <summary>The first object of each kind, namespace and name of an input. Made in O(objects).</summary>
internal sealed class ObjectNames
{
    private readonly Dictionary<(string ApiVersion, string Kind, string? Namespace, string Name), Resource> _first = [];

    private ObjectNames(RuleContext context)
    {
        foreach (var resource in context.Resources) _first.TryAdd(Key(resource), resource);
    }

    public static ObjectNames Of(RuleContext context) => context.Shared(static made => new ObjectNames(made));

    /// <summary>The first object of the name of another; itself where it is the first.</summary>
    public Resource? FindFirst(Resource resource) => _first.GetValueOrDefault(Key(resource));

    private static (string ApiVersion, string Kind, string? Namespace, string Name) Key(Resource resource) =>
        (resource.ApiVersion, resource.Kind, resource.IsNamespaced ? resource.Namespace ?? "default" : null, resource.Name);
}
