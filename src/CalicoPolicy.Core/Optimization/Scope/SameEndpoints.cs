using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>
/// Whether a global policy selects in one namespace what a policy of that namespace selects, by the selectors that the engine matches: that
/// pods of a namespace inherit its name from it, and nothing else does, is taken for given.
/// </summary>
internal static class SameEndpoints
{
    /// <summary>Whether they are the same endpoints in every cluster.</summary>
    public static bool Are(GlobalPolicy global, TieredPolicy namespaced, string ns)
    {
        var (wide, narrow) = (PolicyCompiler.SelectorOf(global), PolicyCompiler.SelectorOf(namespaced));

        // The inherited label of the namespace's name and the pod's own label of it say the same.
        const string Inherited = AutomaticLabels.NamespacePrefix + AutomaticLabels.Name;
        if (narrow.Contains(Inherited, StringComparison.Ordinal) || (global.Selector ?? string.Empty).Contains(Inherited, StringComparison.Ordinal)) return false;
        wide = $"({wide.Replace(Inherited, AutomaticLabels.Namespace, StringComparison.Ordinal)}) && {AutomaticLabels.Namespace} == '{ns}'";
        return Selector.TryParse(wide, out var left, out _) && Selector.TryParse(narrow, out var right, out _) && Implies(left, right) && Implies(right, left);
    }

    private static bool Implies(Selector one, Selector other) => !Satisfiability.CanHold(new AndNode(one.Root, new NotNode(other.Root)), negated: false);
}
