using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A check of rules of roles that somebody has. The finding stands at the rule, whoever and however many have it: a rule that no binding
/// gives to anybody is silent.
/// </summary>
internal abstract class AccessRuleCheck : FindingRule<AccessRole>
{
    /// <summary>Calico's API group.</summary>
    protected const string Calico = "projectcalico.org";

    private const int Shown = 3;

    private protected AccessRuleCheck(RuleDescriptor descriptor)
        : base(descriptor)
    {
    }

    public sealed override bool LooksAround => true;

    protected sealed override IEnumerable<Observation> Judge(AccessRole role, RuleContext context)
    {
        var index = AccessIndex.Of(context);
        for (var at = 0; at < role.Rules.Count; at++)
        {
            if (!Concerns(role.Rules[at])) continue;
            var holders = index.HoldersOf(role, at);
            if (holders.Count == 0 || Judge(role.Rules[at], holders, index, context) is not { } found) continue;
            yield return new(FieldPath.Root["rules"][at][found.Field], found.Message, found.Recommendation)
            {
                Severity = found.Severity,
                Content = string.Join('|', ((IReadOnlyList<string>[])[role.Rules[at].ApiGroups, role.Rules[at].Resources, role.Rules[at].ResourceNames, role.Rules[at].Verbs]).Select(words => string.Join(',', words))),
            };
        }
    }

    /// <summary>Whether a rule can be of interest at all.</summary>
    private protected abstract bool Concerns(AccessRule rule);

    /// <summary>What is wrong with a rule and those who have it; null: nothing.</summary>
    private protected abstract Fault? Judge(AccessRule rule, IReadOnlyList<AccessHolder> holders, AccessIndex index, RuleContext context);

    /// <summary>Whether a rule is about a resource of a group.</summary>
    private protected static bool IsAbout(AccessRule rule, string group, string resource) =>
        (rule.ApiGroups.Contains(group) || rule.ApiGroups.Contains("*")) && (rule.Resources.Contains(resource) || rule.Resources.Contains("*"));

    /// <summary>Those of some verbs that a rule gives.</summary>
    private protected static IReadOnlyList<string> Given(AccessRule rule, IReadOnlyList<string> verbs) =>
        rule.Verbs.Contains("*") ? verbs : [.. verbs.Where(rule.Verbs.Contains)];

    /// <summary>The tiers that names of policies are of: <c>security.*</c>, <c>security.block</c>; a name without a dot tells none.</summary>
    private protected static IEnumerable<string> TiersOf(IReadOnlyList<string> names) =>
        names.Select(name => name.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? name[..dot] : null).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>People in words, the first few of them.</summary>
    private protected static string Who(IReadOnlyList<AccessHolder> holders)
    {
        var names = holders.Select(holder => holder.ToString()).Distinct(StringComparer.Ordinal).ToList();
        return names.Count <= Shown ? Listed(names) : FormattableString.Invariant($"{string.Join(", ", names.Take(Shown))} and {names.Count - Shown} more");
    }

    /// <summary>Words with commas, and "and" before the last.</summary>
    private protected static string Listed(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";

    /// <summary>What is wrong with a rule.</summary>
    private protected sealed record Fault(string Field, string Message, string Recommendation)
    {
        public FindingSeverity? Severity { get; init; }
    }
}
