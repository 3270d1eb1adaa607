using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>What is wrong with one object, and what its constraints need to know to say so. Made for one object; costs little where nothing is wrong.</summary>
internal sealed class Violations
{
    private List<Observation>? _all;

    public Violations(Resource subject, RuleContext context)
    {
        Context = context;
        IsGlobal = subject is GlobalPolicy;
        Selectors = SelectorCache.Of(context);
        Rules = context.RulesOf(subject);
        Fields = SelectorFields.Of(subject, context);
    }

    public RuleContext Context { get; }

    /// <summary>Whether the object is a global policy.</summary>
    public bool IsGlobal { get; }

    public SelectorCache Selectors { get; }

    /// <summary>The rules of a policy or profile.</summary>
    public IReadOnlyList<RulePlace> Rules { get; }

    /// <summary>The selectors of a policy or profile.</summary>
    public IReadOnlyList<SelectorField> Fields { get; }

    public IReadOnlyList<Observation> All => _all ?? (IReadOnlyList<Observation>)[];

    /// <summary>Reports a violation.</summary>
    /// <param name="path">The field.</param>
    /// <param name="reason">Which constraint, in a word or two that stay the same; part of the fingerprint.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="recommendation">What to change.</param>
    /// <param name="content">What tells this violation from others for the same reason; part of the fingerprint.</param>
    public void Add(FieldPath path, string reason, string message, string recommendation, string content = "") =>
        Add(new Observation(path, message, recommendation) { Content = content.Length == 0 ? reason : $"{reason} {content}" });

    public void Add(Observation observation) => (_all ??= []).Add(observation);
}
