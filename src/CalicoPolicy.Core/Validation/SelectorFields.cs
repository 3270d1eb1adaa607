using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation;

/// <summary>The selectors of the object that is being judged, for all rules that look at them.</summary>
internal sealed class SelectorFields
{
    private Resource? _subject;
    private IReadOnlyList<SelectorField> _fields = [];

    /// <summary>Every selector of a policy or profile, its own first. O(rules) the first time.</summary>
    public static IReadOnlyList<SelectorField> Of(Resource subject, RuleContext context)
    {
        var kept = context.Shared(static _ => new SelectorFields());
        if (ReferenceEquals(kept._subject, subject)) return kept._fields;
        kept._fields = SelectorField.Of(subject, context.RulesOf(subject));
        kept._subject = subject;
        return kept._fields;
    }
}
