using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>
/// The names, which are labels too, that sets made for lists may have. The label is nobody else's: where something that is no such
/// set, or holds something else, carries it, the set gets another name.
/// </summary>
/// <remarks>Made in O(objects).</remarks>
internal sealed class SetNames
{
    private readonly Dictionary<(string Kind, string? Namespace, string Name), AddressSet> _sets = [];
    private readonly Dictionary<(string Kind, string? Namespace, string Name), AddressSet> _made = [];
    private readonly Dictionary<string, List<AddressSet?>> _carriers = new(StringComparer.Ordinal);

    public SetNames(RewriteContext context)
    {
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            Add(resource, resource.Labels);
            if (resource is AddressSet set) _sets.TryAdd(KeyOf(set), set);
            if (resource is Workload workload) Add(null, workload.Template.Labels);
            if (resource is Profile profile) Add(null, profile.LabelsToApply);
            if (resource is GlobalThreatFeed { GlobalNetworkSet: { } fed }) Add(null, fed.Labels);
        }
    }

    /// <summary>Whether a set is one that was there already.</summary>
    public bool IsThere(AddressSet set) => _sets.TryGetValue(KeyOf(set), out var there) && ReferenceEquals(there, set);

    /// <summary>The set to use: one that is there already with the same content and label, or a new one under a name that is free.</summary>
    public AddressSet Fit(AddressSet wished)
    {
        for (var number = 1; ; number++)
        {
            var set = number == 1 ? wished : SetExtraction.Named(wished, FormattableString.Invariant($"{wished.Name}-{number}"));
            if (_carriers.TryGetValue(set.Name, out var carriers) && !carriers.TrueForAll(other => other is not null && HasSameContent(other, set))) continue;
            if (!_sets.TryGetValue(KeyOf(set), out var there))
            {
                // Two lists may come to the same name.
                if (_made.TryAdd(KeyOf(set), set) || HasSameContent(_made[KeyOf(set)], set)) return set;
                continue;
            }

            if (HasSameContent(there, set) && there.Labels.TryGetValue(SetExtraction.Label, out var label) && label == set.Name) return there;
        }
    }

    private static bool HasSameContent(AddressSet one, AddressSet other) =>
        one.Nets.Count == other.Nets.Count && one.Nets.ToHashSet(StringComparer.Ordinal).SetEquals(other.Nets)
        && one.AllowedEgressDomains.Count == other.AllowedEgressDomains.Count
        && one.AllowedEgressDomains.ToHashSet(StringComparer.Ordinal).SetEquals(other.AllowedEgressDomains);

    private static (string Kind, string? Namespace, string Name) KeyOf(AddressSet set) => (set.Kind, set.IsNamespaced ? set.Namespace ?? "default" : null, set.Name);

    private void Add(Resource? carrier, LabelMap labels)
    {
        if (labels.Count == 0 || !labels.TryGetValue(SetExtraction.Label, out var value)) return;
        if (!_carriers.TryGetValue(value, out var carriers)) _carriers.Add(value, carriers = []);
        carriers.Add(carrier as AddressSet);
    }
}
