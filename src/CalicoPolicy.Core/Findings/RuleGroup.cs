namespace CalicoPolicy.Core.Findings;

/// <summary>The rules that one cmdlet runs. Each rule is in one group.</summary>
public sealed class RuleGroup
{
    /// <summary>Makes the group.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="rules">Its rules, each id once.</param>
    /// <exception cref="ArgumentException">An id comes twice.</exception>
    public RuleGroup(string cmdlet, IEnumerable<FindingRule> rules)
    {
        Cmdlet = cmdlet;
        FindingRule[] ordered = [.. rules.OrderBy(rule => rule.Descriptor.Id, StringComparer.Ordinal)];
        for (var index = 1; index < ordered.Length; index++)
        {
            if (ordered[index - 1].Descriptor.Id == ordered[index].Descriptor.Id)
                throw new ArgumentException($"The rule {ordered[index].Descriptor.Id} comes twice.", nameof(rules));
        }

        Rules = ordered;
    }

    /// <summary>The cmdlet that emits the findings, e.g. <c>Test-Policy</c>.</summary>
    public string Cmdlet { get; }

    /// <summary>Whether suppressions that name no rule at all are this cmdlet's to report: that of one cmdlet only.</summary>
    public bool JudgesUnknownRules { get; init; }

    /// <summary>The rules, by id.</summary>
    public IReadOnlyList<FindingRule> Rules { get; }
}
