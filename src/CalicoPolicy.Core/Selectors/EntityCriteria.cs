namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// The fields of a rule's source or destination that end up in a selector. A field that is not set is empty, never null.
/// </summary>
public sealed record EntityCriteria
{
    /// <summary><c>selector</c>.</summary>
    public string Selector { get; init; } = "";

    /// <summary><c>notSelector</c>.</summary>
    public string NotSelector { get; init; } = "";

    /// <summary><c>namespaceSelector</c>.</summary>
    public string NamespaceSelector { get; init; } = "";

    /// <summary><c>serviceAccounts.names</c>.</summary>
    public IReadOnlyList<string> ServiceAccountNames { get; init; } = [];

    /// <summary><c>serviceAccounts.selector</c>.</summary>
    public string ServiceAccountSelector { get; init; } = "";
}
