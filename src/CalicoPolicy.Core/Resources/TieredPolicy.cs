namespace CalicoPolicy.Core.Resources;

/// <summary>What Calico's own policies have in common: a place in a tier's order, whom they select, and rules.</summary>
public abstract record TieredPolicy : Resource
{
    /// <summary>The tier of policies that name none.</summary>
    public const string DefaultTier = "default";

    /// <inheritdoc />
    public sealed override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <summary>The tier that the document names; null where it names none.</summary>
    public string? DeclaredTier { get; init; }

    /// <summary>The policy's tier: <c>default</c> where none is named.</summary>
    public string Tier
    {
        get => string.IsNullOrEmpty(DeclaredTier) ? DefaultTier : DeclaredTier;
        init => DeclaredTier = value;
    }

    /// <summary>The place in the tier, lower first; null: last.</summary>
    public double? Order { get; init; }

    /// <summary>Selects the endpoints that the policy applies to; null or empty: all.</summary>
    public string? Selector { get; init; }

    /// <summary>Selects them by their service account's labels as well; null or empty: no criterion.</summary>
    public string? ServiceAccountSelector { get; init; }

    /// <summary>The directions that the document names; empty where it names none.</summary>
    public IReadOnlyList<PolicyType> DeclaredTypes { get; init => field = ValueList.Of(value); } = ValueList<PolicyType>.None;

    /// <summary>
    /// The directions that the policy governs. Where the document names none, by Calico's defaulting: those that have rules,
    /// and ingress where there are no rules at all.
    /// </summary>
    public IReadOnlyList<PolicyType> Types
    {
        get => DeclaredTypes.Count > 0 ? DeclaredTypes : PolicyTypes.ByRules(Ingress.Count > 0, Egress.Count > 0);
        init => DeclaredTypes = value;
    }

    /// <summary>The rules for traffic to the endpoints, in order.</summary>
    public IReadOnlyList<PolicyRule> Ingress { get; init => field = ValueList.Of(value); } = ValueList<PolicyRule>.None;

    /// <summary>The rules for traffic from the endpoints, in order.</summary>
    public IReadOnlyList<PolicyRule> Egress { get; init => field = ValueList.Of(value); } = ValueList<PolicyRule>.None;

    /// <summary>Hints on performance, such as <c>AssumeNeededOnEveryNode</c>.</summary>
    public IReadOnlyList<string> PerformanceHints { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Whether the policy is staged, so that it changes no traffic.</summary>
    public bool IsStaged => this is IStagedPolicy;

    /// <summary>The rules of a direction.</summary>
    public IReadOnlyList<PolicyRule> RulesOf(PolicyType direction) => direction == PolicyType.Ingress ? Ingress : Egress;

    /// <inheritdoc />
    public override string Summary => string.IsNullOrEmpty(Selector) ? "all()" : Selector;
}
