using System.IO.Enumeration;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>What the guard looks at besides what it finds in the cluster.</summary>
public sealed record LifelineOptions
{
    /// <summary>The flows that the operator lists.</summary>
    public IReadOnlyList<OwnLifeline> OwnFlows { get; init => field = ValueList.Of(value); } = ValueList<OwnLifeline>.None;

    /// <summary>Who is at the outer end of a family's flows, where the cluster does not tell, e.g. the servers that DNS asks.</summary>
    public IReadOnlyList<LifelineAddresses> Addresses { get; init => field = ValueList.Of(value); } = ValueList<LifelineAddresses>.None;

    /// <summary>The words of what the user allows to be cut: a family (<c>dns</c>), one of a namespace (<c>dns/shop</c>), with wildcards (<c>own:*</c>).</summary>
    public IReadOnlyList<string> Allowed { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What enforces policy.</summary>
    public DataplaneKind Dataplane { get; init; }

    /// <summary>The families that words can name, but for those of the operator's own list.</summary>
    public static IReadOnlyList<string> Families { get; } = ValueList.Of(Lifelines.Lifeline.All.Select(lifeline => lifeline.Family).Distinct(StringComparer.Ordinal).ToArray());

    /// <summary>Whether the user allows a family to be cut for endpoints of a namespace.</summary>
    /// <param name="family">The family.</param>
    /// <param name="ns">The namespace; null for hosts.</param>
    public bool Allows(string family, string? ns) => Allowed.Any(word =>
        FileSystemName.MatchesSimpleExpression(word, family, ignoreCase: true)
        || (ns is not null && FileSystemName.MatchesSimpleExpression(word, $"{family}/{ns}", ignoreCase: true)));
}
