namespace CalicoPolicy.Core.Access;

/// <summary>What somebody wants to do with a policy of a tier.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Resource">The policy's resource, e.g. <c>globalnetworkpolicies</c>.</param>
/// <param name="Tier">The policy's tier.</param>
public sealed record TierRequest(string Verb, string Resource, string Tier)
{
    /// <summary>The policy's namespace; null for global ones, and for all namespaces at once.</summary>
    public string? Namespace { get; init; }

    /// <summary>The policy's name; null for any of the tier.</summary>
    public string? Name { get; init; }
}
