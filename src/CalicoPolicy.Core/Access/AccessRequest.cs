namespace CalicoPolicy.Core.Access;

/// <summary>What somebody wants to do with an object, as Kubernetes' authorizers are asked.</summary>
/// <param name="Verb">The verb, e.g. <c>patch</c>.</param>
/// <param name="ApiGroup">The API group; empty for the core one.</param>
/// <param name="Resource">The resource in the plural.</param>
public sealed record AccessRequest(string Verb, string ApiGroup, string Resource)
{
    /// <summary>The subresource, e.g. <c>status</c>; null: the object itself.</summary>
    public string? Subresource { get; init; }

    /// <summary>The namespace; null for what is in none, and for all of them.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name; null where a request has none, as to list or to create.</summary>
    public string? Name { get; init; }

    /// <summary>The request in words: <c>patch tiers.projectcalico.org "security"</c>.</summary>
    public override string ToString()
    {
        var resource = Subresource is null ? Resource : $"{Resource}/{Subresource}";
        var group = ApiGroup.Length == 0 ? resource : $"{resource}.{ApiGroup}";
        return $"{Verb} {group}{(Name is null ? string.Empty : $" \"{Name}\"")}{(Namespace is null ? string.Empty : $" in namespace {Namespace}")}";
    }
}
