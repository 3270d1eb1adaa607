using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>Namespace selectors that pick just some namespaces.</summary>
/// <param name="Selectors">The selectors, each with the namespaces that it picks; each fits into a field of Calico's API.</param>
/// <param name="IsByName">Whether they name the namespaces, so that no other can ever be picked.</param>
internal sealed record NamespaceChoice(IReadOnlyList<(string Selector, IReadOnlyList<string> Namespaces)> Selectors, bool IsByName)
{
    /// <summary>
    /// One list of names where it fits; else one label that in the cluster these namespaces carry and no other does; else several lists.
    /// </summary>
    /// <param name="namespaces">The names, in order.</param>
    /// <param name="labels">The labels of the cluster's namespaces.</param>
    public static NamespaceChoice Of(IReadOnlyList<string> namespaces, NamespaceLabels labels)
    {
        var lists = Lists(namespaces);
        if (lists.Count > 1 && labels.Find(namespaces) is { } selector) return new([(selector, namespaces)], IsByName: false);
        return new(lists, IsByName: true);
    }

    private static List<(string Selector, IReadOnlyList<string> Namespaces)> Lists(IReadOnlyList<string> namespaces)
    {
        var lists = new List<(string Selector, IReadOnlyList<string> Namespaces)>();
        var names = new List<string>();
        var length = 0;
        foreach (var ns in namespaces)
        {
            if (length + ns.Length + 4 > SelectorLimits.Longest - AutomaticLabels.Name.Length - 8) Flush();
            names.Add(ns);
            length += ns.Length + 4;
        }

        Flush();
        return lists;

        void Flush()
        {
            if (names.Count > 0) lists.Add((new LabelSetNode(AutomaticLabels.Name, LabelOperator.In, [.. names]).ToReadable(), [.. names]));
            names.Clear();
            length = 0;
        }
    }
}
