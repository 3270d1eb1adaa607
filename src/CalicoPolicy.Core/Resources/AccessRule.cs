namespace CalicoPolicy.Core.Resources;

/// <summary>A permission: verbs on resources, or on paths of the server. <c>*</c> stands for all.</summary>
public sealed record AccessRule : ResourcePart
{
    /// <summary>The API groups; empty text is the core group.</summary>
    public IReadOnlyList<string> ApiGroups { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The resources, in the plural, with <c>/subresource</c> where one is meant.</summary>
    public IReadOnlyList<string> Resources { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The names of the objects; none: all. Calico's tiered resources take <c>TIER.*</c> here, too.</summary>
    public IReadOnlyList<string> ResourceNames { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The verbs.</summary>
    public IReadOnlyList<string> Verbs { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Paths of the server, in cluster roles only.</summary>
    public IReadOnlyList<string> NonResourceUrls { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
