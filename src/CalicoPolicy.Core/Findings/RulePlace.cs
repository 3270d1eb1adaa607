using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>A rule and where it stands in its policy.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Index">The index in its list, from 0.</param>
/// <param name="Rule">The rule.</param>
public sealed record RulePlace(PolicyType Direction, int Index, PolicyRule Rule)
{
    /// <summary>The policy's rules: ingress, then egress. O(rules).</summary>
    public static IEnumerable<RulePlace> Of(TieredPolicy policy) =>
        Of(policy, PolicyType.Ingress).Concat(Of(policy, PolicyType.Egress));

    /// <summary>The policy's rules of a direction.</summary>
    public static IEnumerable<RulePlace> Of(TieredPolicy policy, PolicyType direction)
    {
        var rules = policy.RulesOf(direction);
        for (var index = 0; index < rules.Count; index++) yield return new(direction, index, rules[index]);
    }

    /// <summary>A profile's rules: ingress, then egress.</summary>
    public static IEnumerable<RulePlace> Of(Profile profile)
    {
        for (var index = 0; index < profile.Ingress.Count; index++) yield return new(PolicyType.Ingress, index, profile.Ingress[index]);
        for (var index = 0; index < profile.Egress.Count; index++) yield return new(PolicyType.Egress, index, profile.Egress[index]);
    }

    /// <summary>The field that holds the direction's rules: <c>ingress</c> or <c>egress</c>.</summary>
    public string ListName => Direction == PolicyType.Ingress ? "ingress" : "egress";

    /// <summary>The rule's number as people count, from 1.</summary>
    public int Number => Index + 1;

    /// <summary>The rule's path.</summary>
    public FieldPath Path => FieldPath.Root["spec"][ListName][Index];

    /// <summary>The field that stands for the policy's own endpoint: <c>destination</c> of ingress, <c>source</c> of egress.</summary>
    public string OwnField => Direction == PolicyType.Ingress ? "destination" : "source";

    /// <summary>The field that stands for the other end.</summary>
    public string RemoteField => Direction == PolicyType.Ingress ? "source" : "destination";

    /// <summary>The side that is the policy's own endpoint.</summary>
    public PolicyPeer Own => Direction == PolicyType.Ingress ? Rule.Destination : Rule.Source;

    /// <summary>The other end.</summary>
    public PolicyPeer Remote => Direction == PolicyType.Ingress ? Rule.Source : Rule.Destination;

    /// <summary>Both sides under their field names, source first.</summary>
    public IEnumerable<(string Field, PolicyPeer Peer)> Sides => [("source", Rule.Source), ("destination", Rule.Destination)];

    /// <summary>The rule as people count it, and its path: <c>egress rule 5 (spec.egress[4])</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ListName} rule {Number} (spec.{ListName}[{Index}])");
}
