using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The namespaces that a default deny must leave out. Made in O(objects).</summary>
internal sealed class SystemNamespaces
{
    private SystemNamespaces(RuleContext context)
    {
        var names = new List<string>(PolicyReach.SystemNamespaces);
        if (context.Target.Product == CalicoProduct.Enterprise && !context.Target.IsAtLeast(CalicoProduct.Enterprise, 3, 22)) names.Add("tigera-system");
        foreach (var resource in context.Resources)
        {
            if (resource is Namespace && IsOfSystem(resource.Name)) names.Add(resource.Name);
        }

        // A namespace that something is in is there without its object.
        if (Inventory.Of(context) is { } inventory) names.AddRange(inventory.Snapshot.Namespaces.Where(IsOfSystem));
        Names = [.. names.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The names: those of every cluster first, then those that are in the input.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The namespaces of a run.</summary>
    public static SystemNamespaces Of(RuleContext context) => context.Shared(static made => new SystemNamespaces(made));

    /// <summary>Whether a namespace belongs to Kubernetes, Calico or OpenShift (decision 19).</summary>
    public static bool IsOfSystem(string ns) => NamespaceNames.IsOfSystem(ns);
}
