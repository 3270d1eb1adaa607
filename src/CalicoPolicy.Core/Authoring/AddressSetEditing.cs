using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Authoring;

/// <summary>
/// Changes network sets; each edit gives a new set, and what it does not name stays as it is, order and spelling too. Removes first,
/// then adds, then collapses. O(n log n) for n members.
/// </summary>
public static class AddressSetEditing
{
    /// <summary>Applies an edit.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static AddressSetEditResult Apply(AddressSet set, AddressSetEdit edit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(edit);
        var nets = new NetEditing(set, edit, cancellationToken);
        var warnings = nets.Warnings().ToList();
        return new(
            set with
            {
                Metadata = edit.Labels.Count == 0 ? set.Metadata : set.Metadata with { Labels = Labels(set.Labels, edit.Labels) },
                Nets = nets.Changed(),
                AllowedEgressDomains = Domains(set, edit, warnings),
            },
            warnings,
            nets.Unreadable);
    }

    private static LabelMap Labels(LabelMap labels, IReadOnlyList<KeyValuePair<string, string?>> changes)
    {
        var removed = changes.Where(change => change.Value is null).Select(change => change.Key).ToHashSet(StringComparer.Ordinal);
        return labels.Without(removed.Contains)
            .With(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Key, change.Value!)));
    }

    // Names of domains count in any case.
    private static IReadOnlyList<string> Domains(AddressSet set, AddressSetEdit edit, List<string> warnings)
    {
        if (edit.AddDomains.Count + edit.RemoveDomains.Count == 0) return set.AllowedEgressDomains;
        var removed = edit.RemoveDomains.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var kept = set.AllowedEgressDomains.Where(domain => !removed.Contains(domain)).ToList();
        var known = set.AllowedEgressDomains.ToHashSet(StringComparer.OrdinalIgnoreCase);
        warnings.AddRange(removed.Where(domain => !known.Contains(domain)).Select(domain => $"{set} has no domain {domain}; nothing was removed."));
        known.ExceptWith(removed);
        kept.AddRange(edit.AddDomains.Where(known.Add));
        return kept;
    }
}
