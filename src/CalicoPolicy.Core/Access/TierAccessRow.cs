using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Access;

/// <summary>What a user, group or service account may do in a tier, beyond what everybody may.</summary>
public sealed record TierAccessRow
{
    /// <summary>The cluster; null where the objects come from files.</summary>
    public string? Cluster { get; init; }

    /// <summary>The tier.</summary>
    public required string Tier { get; init; }

    /// <summary>The tier's place, lower first; null where it is not known.</summary>
    public double? TierOrder { get; init; }

    /// <summary>Who: <c>user:jane</c>, <c>group:netops</c>, <c>serviceaccount:shop/deployer</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>User, Group or ServiceAccount.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>The namespace whose policies these are; null: all namespaces, and global policies.</summary>
    public string? Namespace { get; init; }

    /// <summary>How far it goes.</summary>
    public TierAccessLevel Level { get; init; }

    /// <summary>The kinds of policies.</summary>
    public IReadOnlyList<string> Kinds { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What may be done with policies of these kinds.</summary>
    public IReadOnlyList<string> Verbs { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What may be done with the tier itself.</summary>
    public IReadOnlyList<string> TierVerbs { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The only policies that it is about, by name; none: all of the tier.</summary>
    public IReadOnlyList<string> Policies { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Rights that are given by tier and do not work, since Kubernetes itself asks for these before.</summary>
    public IReadOnlyList<string> Missing { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The bindings and roles that give it.</summary>
    public IReadOnlyList<string> Via { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>
    /// Who else may decide before these policies do: by policies of an earlier tier for the same namespace or all of them, or by
    /// creating or changing tiers. Only of rows that may change policies.
    /// </summary>
    public IReadOnlyList<string> OverriddenBy { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Who checks; under Native nobody checks reading by tier.</summary>
    public TierEnforcement Enforcement { get; init; }

    /// <summary>Whether policies may be changed.</summary>
    public bool MayChange => Verbs.Any(TierKinds.Writes.Contains);

    /// <summary>The row in a sentence.</summary>
    public override string ToString() => $"{Subject}: {Level} of tier {Tier}{(Namespace is null ? string.Empty : $" in namespace {Namespace}")}";
}
