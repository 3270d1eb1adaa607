namespace CalicoPolicy.Core.Resources;

/// <summary>A set of permissions.</summary>
public abstract record AccessRole : Resource
{
    /// <inheritdoc />
    public sealed override string ApiVersion => ResourceKinds.AccessApiVersion;

    /// <summary>The permissions; whatever no rule grants is not granted.</summary>
    public IReadOnlyList<AccessRule> Rules { get; init => field = ValueList.Of(value); } = ValueList<AccessRule>.None;

    /// <inheritdoc />
    public override string Summary => string.Join("; ", Rules.Select(rule => $"{string.Join(",", rule.Verbs)} {string.Join(",", rule.Resources.Concat(rule.NonResourceUrls))}"));
}
