using System.Globalization;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>Something that decides traffic before a rule gets to see it: another rule, or the end of a tier.</summary>
/// <param name="Policy">The rule's policy, as it was written; null: the end of a tier.</param>
/// <param name="Rule">The rule in the policy, as people count it; the tier where it is its end.</param>
/// <param name="Path">Where the rule is in the policy; null: the end of a tier.</param>
/// <param name="Action">What it does.</param>
/// <param name="IsCutOff">Whether it decides whatever comes to it, so that not the rule behind it is the odd one.</param>
public sealed record RuleWitness(Resource? Policy, string Rule, FieldPath? Path, PolicyAction Action, bool IsCutOff)
{
    /// <summary>A rule.</summary>
    internal static RuleWitness Of(SequencedRule rule) => Of(rule.Policy.Source, rule.Policy.Policy, rule.Place, rule.Path);

    /// <summary>A rule.</summary>
    /// <param name="source">Its policy, as it was written.</param>
    /// <param name="policy">As Calico has it.</param>
    /// <param name="place">The rule, as Calico has it.</param>
    /// <param name="path">Where it was written.</param>
    internal static RuleWitness Of(Resource source, TieredPolicy policy, RulePlace place, FieldPath path) =>
        new(source, ReferenceEquals(source, policy) ? place.ToString() : path.ToString()[2..], path, place.Rule.Action, place.Rule.IsUnconditional());

    /// <summary>The end of a tier that denies.</summary>
    internal static RuleWitness OfEnd(string tier) => new(null, tier, null, PolicyAction.Deny, IsCutOff: true);

    /// <summary>The witness as it is called in a finding on a policy: <c>ingress rule 1 (spec.ingress[0]) (Allow) of GlobalNetworkPolicy x (x.yaml:12)</c>.</summary>
    /// <param name="subject">The policy that the finding is on.</param>
    public string In(Resource subject)
    {
        if (Policy is null) return $"the end of tier {Rule} ({Action})";
        return ReferenceEquals(Policy, subject) ? $"{Rule} ({Action})" : $"{Rule} ({Action}) of {Policy}{PlaceOf(Policy)}";
    }

    private string PlaceOf(Resource policy)
    {
        if (!policy.Location.IsKnown) return string.Empty;
        var line = policy.Location.Find(Path!).Start.Line;
        return string.Create(CultureInfo.InvariantCulture, $" ({(policy.Location.File is { } file ? $"{System.IO.Path.GetFileName(file)}:" : "line ")}{line})");
    }
}
