using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>What selectors can pick in a snapshot: endpoints, network sets, and pods that workloads will make or that have ended.</summary>
/// <remarks>O(labels of pods that are no endpoints) for each selector that picks nothing.</remarks>
internal sealed class MatchTargets
{
    private readonly Inventory _inventory;
    private readonly Dictionary<string, IReadOnlyList<string>> _namespaces = new(StringComparer.Ordinal);

    private readonly SelectorTable _selectors;

    private MatchTargets(Inventory inventory) => (_inventory, _selectors) = (inventory, new(inventory.Snapshot));

    /// <summary>The targets of a run.</summary>
    public static MatchTargets Of(RuleContext context, Inventory inventory) => context.Shared(_ => new MatchTargets(inventory));

    /// <summary>The labels that there are.</summary>
    public InventoryLabels Labels => _inventory.Labels;

    /// <summary>The labels of pods that are no endpoints now.</summary>
    private IReadOnlyList<EndpointLabels> Others => field ??= MakeOthers();

    private HashSet<string> Namespaces => field ??= _inventory.Snapshot.Namespaces.ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a selector picks something, or may pick what is not known.</summary>
    /// <param name="selector">The selector, as the engine has it.</param>
    /// <param name="isOfRule">Whether network sets count.</param>
    public bool MayHave(SelectorEntry selector, bool isOfRule)
    {
        var snapshot = _inventory.Snapshot;
        if (selector.PickedClasses.Length > 0 || (isOfRule && selector.PickedSets.Length > 0)) return true;
        if (selector.MayPickUnreadPods || selector.MayPickUnreadHosts || (isOfRule && selector.MayPickUnreadSets)) return true;
        if (Others.Any(labels => selector.Selector.Judge(labels) != Truth.No)) return true;

        // Of a namespace of which files have nothing, nobody knows what is in it.
        return !snapshot.IsComplete && NamesOf(selector.Selector) is { } names && !names.Any(Namespaces.Contains);
    }

    /// <summary>The namespaces of what a selector picks by labels alone, in order.</summary>
    public IReadOnlyList<string> NamespacesWith(Selector selector)
    {
        if (_namespaces.TryGetValue(selector.Text, out var known)) return known;
        var snapshot = _inventory.Snapshot;
        var picked = _selectors.Find(selector.Text);
        known = picked is null ? [] : [.. picked.PickedClasses.Select(index => snapshot.Classes[index].Namespace).Concat(picked.PickedSets.Select(index => snapshot.Sets[index].Labels.Namespace))
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _namespaces.Add(selector.Text, known);
        return known;
    }

    /// <summary>The namespaces that a selector is kept to by name; null where it is not.</summary>
    private static IReadOnlyList<string>? NamesOf(Selector selector)
    {
        var labels = LabelRestrictions.Of(selector.Root).Labels;
        foreach (var key in (string[])[AutomaticLabels.Namespace, AutomaticLabels.NamespacePrefix + AutomaticLabels.Name, AutomaticLabels.NamespacePrefix + AutomaticLabels.MetadataName])
        {
            if (labels.TryGetValue(key, out var asked) && asked is { MustBePresent: true, LimitsValues: true }) return asked.Values;
        }

        return null;
    }

    private IReadOnlyList<EndpointLabels> MakeOthers()
    {
        var endpoints = _inventory.Snapshot.Endpoints.Select(endpoint => endpoint.Resource).ToHashSet((IEqualityComparer<Resource>)ReferenceEqualityComparer.Instance);
        var others = _inventory.Snapshot.Resources.Where(resource => resource is Namespace or ServiceAccount || (resource is Pod or Workload && !endpoints.Contains(resource)))
            .Select(resource => resource is Pod pod ? pod with { Phase = null, IPs = [] } : resource);
        return PolicySnapshot.Of(others, new() { IsComplete = _inventory.Snapshot.IsComplete, Gaps = _inventory.Snapshot.Gaps }).Classes;
    }
}
