using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization;

/// <summary>The labels that namespaces surely have: their name, and those of their objects in the input. Made in O(namespaces).</summary>
internal sealed class KnownNamespaces
{
    private readonly Dictionary<string, PartialLabels> _namespaces = new(StringComparer.Ordinal);

    private KnownNamespaces(RuleContext context)
    {
        foreach (var resource in context.Resources)
        {
            if (resource is Namespace) _namespaces[resource.Name] = Labels(resource.Name, resource.Labels);
        }
    }

    /// <summary>The namespaces of a run.</summary>
    public static KnownNamespaces Of(RuleContext context) => context.Shared(static made => new KnownNamespaces(made));

    /// <summary>What is known of a namespace's labels; any other label may be there.</summary>
    public PartialLabels LabelsOf(string ns) => _namespaces.GetValueOrDefault(ns) ?? Labels(ns, LabelMap.Empty);

    private static PartialLabels Labels(string ns, LabelMap own) => PartialLabels.Of(
    [
        .. own.Where(label => label.Key is not (AutomaticLabels.Name or AutomaticLabels.MetadataName)).Select(label => (label.Key, (string?)label.Value)),
        (AutomaticLabels.Name, ns), (AutomaticLabels.MetadataName, ns),
    ]);
}
