namespace CalicoPolicy.Core.Selectors;

/// <summary>The fields that take selectors, by what their labels belong to.</summary>
[Flags]
public enum SelectorPlaces
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><c>selector</c>, <c>notSelector</c>: labels of endpoints and network sets.</summary>
    Endpoint = 1,

    /// <summary><c>namespaceSelector</c>: labels of namespaces.</summary>
    Namespace = 2,

    /// <summary><c>serviceAccountSelector</c>, <c>serviceAccounts.selector</c>: labels of service accounts.</summary>
    ServiceAccount = 4,
}
