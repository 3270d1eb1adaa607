using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Access;

/// <summary>What Kubernetes and Calico say to a <see cref="TierRequest"/>.</summary>
public sealed record TierDecision
{
    /// <summary>The right that Kubernetes itself asks for before Calico sees the request; null: it is there.</summary>
    public AccessRequest? LacksPlain { get; init; }

    /// <summary>The right to get the tier; null: it is there, or nobody asks for it.</summary>
    public AccessRequest? LacksTier { get; init; }

    /// <summary>The right to the policy by tier; null: it is there, or nobody asks for it.</summary>
    public AccessRequest? LacksPolicy { get; init; }

    /// <summary>The rules that give the rights by tier.</summary>
    public IReadOnlyList<AccessGrant> Grants { get; init => field = ValueList.Of(value); } = ValueList<AccessGrant>.None;

    /// <summary>Whether Calico lets it pass.</summary>
    public bool PassesTier => LacksTier is null && LacksPolicy is null;

    /// <summary>Whether it is allowed.</summary>
    public bool IsAllowed => PassesTier && LacksPlain is null;
}
