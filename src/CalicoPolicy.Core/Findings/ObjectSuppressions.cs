using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>The suppressions of one object during a run, and which of them have hidden something.</summary>
internal sealed class ObjectSuppressions
{
    private readonly Resource _resource;
    private readonly IReadOnlyList<Suppression> _entries;
    private readonly bool[] _isUsed;

    private ObjectSuppressions(Resource resource, IReadOnlyList<Suppression> entries)
    {
        _resource = resource;
        _entries = entries;
        _isUsed = new bool[entries.Count];
    }

    /// <summary>Null where the object has none.</summary>
    public static ObjectSuppressions? Of(Resource resource) =>
        Suppression.Of(resource) is { Count: > 0 } entries ? new(resource, entries) : null;

    /// <summary>Whether a finding of a rule goes.</summary>
    public bool Hide(RuleDescriptor rule)
    {
        var isHidden = false;
        for (var index = 0; index < _entries.Count; index++)
        {
            if (!_entries[index].Hides(rule)) continue;
            _isUsed[index] = true;
            isHidden = true;
        }

        return isHidden;
    }

    /// <summary>
    /// The entries that hid nothing, as far as this run can tell: the rules that an entry names must all be of this group and have
    /// run, and those that look at other objects must have seen the whole set.
    /// </summary>
    public IEnumerable<Observation> Unused(RuleGroup group, RuleOptions options)
    {
        for (var index = 0; index < _entries.Count; index++)
        {
            var entry = _entries[index];
            if (_isUsed[index] || RuleOptions.Names(entry.Pattern, Suppression.UnusedRule)) continue;
            if (Fault(entry, group, options) is { } fault) yield return entry.Observe(_resource, fault.Message, fault.Recommendation);
        }
    }

    private (string Message, string Recommendation)? Fault(Suppression entry, RuleGroup group, RuleOptions options)
    {
        FindingRule[] own = [.. group.Rules.Where(rule => RuleOptions.Names(entry.Pattern, rule.Descriptor))];
        var others = options.Catalogue.Count(rule => RuleOptions.Names(entry.Pattern, rule) && !own.Any(known => known.Descriptor.Id == rule.Id));
        if (own.Length + others == 0)
        {
            return group.JudgesUnknownRules
                ? ($"{_resource} ignores '{entry.Pattern}', and no rule has this id or name.", "Correct the id or name, or remove the entry.")
                : null;
        }

        if (others > 0) return null;
        if (own.All(rule => !rule.Descriptor.IsSuppressible))
            return ($"{_resource} ignores {entry.Pattern}, which cannot be ignored: Calico rejects the object all the same.", "Mend the object and remove the entry.");
        return own.All(rule => options.Selects(rule.Descriptor) && (options.Complete || !rule.LooksAround))
            ? ($"{_resource} ignores {entry.Pattern}, which finds nothing in it{(entry.Reason.Length == 0 ? "" : $" (the reason given: {entry.Reason})")}.",
                "Remove the entry, so that it does not hide what comes later.")
            : null;
    }
}
