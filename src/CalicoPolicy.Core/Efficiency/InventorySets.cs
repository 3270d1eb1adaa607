using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Which network sets of a snapshot some rule of a policy or profile selects, by all the labels that they have there: those of their
/// namespaces too, and where a rule asks for them the name and kind that Enterprise puts on sets. Where that is not known, a set counts
/// as selected.
/// </summary>
/// <remarks>O(rules), and for each different selector O(sets that it picks), or all where it asks for the name or kind.</remarks>
internal sealed class InventorySets
{
    private const string KindLabel = "projectcalico.org/kind";

    private readonly HashSet<Resource> _selected = new(ReferenceEqualityComparer.Instance);

    public InventorySets(PolicySnapshot snapshot, IReadOnlyList<CompiledTier> tiers, PolicyCompiler compiler, CancellationToken cancellationToken)
    {
        if (snapshot.Sets.Count == 0) return;
        var asked = new HashSet<SelectorEntry>(ReferenceEqualityComparer.Instance);
        foreach (var tier in tiers)
        {
            foreach (var policy in tier.Policies)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Ask(policy.Ingress);
                Ask(policy.Egress);
            }
        }

        foreach (var profile in snapshot.Resources.OfType<Profile>())
        {
            Ask(compiler.Compile(profile, isIngress: true) ?? []);
            Ask(compiler.Compile(profile, isIngress: false) ?? []);
        }

        void Ask(CompiledRule[] rules)
        {
            foreach (var rule in rules)
            {
                foreach (var side in (PeerMatch[])[rule.Source, rule.Destination])
                {
                    if (side.Selector is { } selector && asked.Add(selector)) Select(selector, snapshot);
                    if (side.NotSelector is { } negated && asked.Add(negated)) Select(negated, snapshot);
                }
            }
        }
    }

    /// <summary>Whether some rule may select a set.</summary>
    public bool AreSelected(AddressSet set) => _selected.Contains(set);

    private void Select(SelectorEntry entry, PolicySnapshot snapshot)
    {
        foreach (var index in entry.PickedSets) _selected.Add(snapshot.Sets[index].Resource);
        var asksForNames = SelectorLabels.KeysIn(entry.Selector.Root).Any(key => key is AutomaticLabels.Name or KindLabel);
        foreach (var set in asksForNames ? snapshot.Sets : [])
        {
            if (entry.Selector.Judge(new NamedSet(set)) != Truth.No) _selected.Add(set.Resource);
        }
    }

    /// <summary>A set's labels with its name and kind among them.</summary>
    private sealed class NamedSet(SnapshotSet set) : IPartialLabels
    {
        public bool TryGet(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            if (set.Labels.TryGet(key, out value)) return true;
            value = key switch { AutomaticLabels.Name => set.Resource.Name, KindLabel => set.Resource.Kind, _ => null };
            return value is not null;
        }

        public bool IsUnknown(string key) => set.Labels.IsUnknown(key);
    }
}
