namespace CalicoPolicy.Core.Authoring;

/// <summary>The kinds of policies that are in tiers, as access rules name them.</summary>
public static class TierKinds
{
    /// <summary>Stands before a resource's name in the rights that Calico checks by tier: <c>tier.networkpolicies</c>.</summary>
    public const string Prefix = "tier.";

    /// <summary>Their resources; those of global kinds have no namespace.</summary>
    public static IReadOnlyList<(string Kind, string Resource, bool IsNamespaced)> All { get; } =
    [
        ("NetworkPolicy", "networkpolicies", true),
        ("GlobalNetworkPolicy", "globalnetworkpolicies", false),
        ("StagedNetworkPolicy", "stagednetworkpolicies", true),
        ("StagedGlobalNetworkPolicy", "stagedglobalnetworkpolicies", false),
    ];

    /// <summary>The verbs that only read.</summary>
    public static IReadOnlyList<string> Reads { get; } = ["get", "list", "watch"];

    /// <summary>The verbs that change something.</summary>
    public static IReadOnlyList<string> Writes { get; } = ["create", "update", "patch", "delete", "deletecollection"];

    /// <summary>The name that stands for all policies of a tier: <c>security.*</c>.</summary>
    public static string AllOf(string tier) => tier + ".*";
}
