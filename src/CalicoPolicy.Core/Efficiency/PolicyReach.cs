using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>What a policy surely selects, or surely does not, going by nothing but its own selectors.</summary>
internal static class PolicyReach
{
    /// <summary>The namespaces that a cluster does not live without (the documentation's default deny leaves them out).</summary>
    public static IReadOnlyList<string> SystemNamespaces { get; } = ["kube-system", "calico-system"];

    private static readonly PartialLabels Host = PartialLabels.Of(
        (AutomaticLabels.Namespace, null), (AutomaticLabels.Orchestrator, null), (AutomaticLabels.ServiceAccount, null));

    /// <summary>Whether every pod of a namespace is selected; null: that depends on labels that are not known.</summary>
    public static bool? SelectsPodsOf(TieredPolicy policy, string ns, SelectorCache selectors)
    {
        if (policy.IsNamespaced && (policy.Namespace ?? "default") != ns) return false;
        var namespaces = PartialLabels.Of((AutomaticLabels.Name, ns), (AutomaticLabels.MetadataName, ns));
        var pods = PartialLabels.Of((AutomaticLabels.Namespace, ns), (AutomaticLabels.Orchestrator, "k8s"));
        return All(
            Holds((policy as GlobalPolicy)?.NamespaceSelector, namespaces, selectors),
            Holds(policy.Selector, pods, selectors),
            Holds(policy.ServiceAccountSelector, PartialLabels.Of(), selectors));
    }

    /// <summary>The system's namespaces all of whose pods are selected.</summary>
    public static List<string> SystemNamespacesOf(TieredPolicy policy, SelectorCache selectors) =>
        [.. SystemNamespaces.Where(ns => SelectsPodsOf(policy, ns, selectors) == true)];

    /// <summary>
    /// Whether every host endpoint is selected. It has no namespace and no service account, so that a condition that only excludes
    /// some holds for it (calico-policy.md 2.5).
    /// </summary>
    public static bool? SelectsHosts(TieredPolicy policy, SelectorCache selectors) => policy is not GlobalPolicy global ? false : All(
        Holds(global.NamespaceSelector, PartialLabels.Nothing, selectors),
        Holds(global.Selector, Host, selectors),
        Holds(global.ServiceAccountSelector, PartialLabels.Nothing, selectors));

    private static bool? Holds(string? text, PartialLabels labels, SelectorCache selectors) =>
        string.IsNullOrEmpty(text) ? true : selectors.Find(text) is { } selector ? labels.Meet(selector.Root) : null;

    private static bool? All(bool? first, bool? second, bool? third) => first & second & third;
}
