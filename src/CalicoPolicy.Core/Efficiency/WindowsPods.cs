using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The pods of an input that run on Windows, as far as it says so: by a label of the pod or of what makes it, or by the label of its
/// node. Pods that are alike count once.
/// </summary>
/// <remarks>Made in O(objects); a question costs O(pods), of which no more than <see cref="MaxPods"/> are kept.</remarks>
internal sealed class WindowsPods
{
    /// <summary>More kinds of pods than this are not looked at.</summary>
    private const int MaxPods = 50;

    private const string Windows = "windows";

    private static readonly string[] SystemLabels = ["kubernetes.io/os", "beta.kubernetes.io/os"];

    private readonly Dictionary<string, Namespace> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Name), ServiceAccount> _accounts = [];
    private readonly SelectorCache _selectors;

    private WindowsPods(RuleContext context)
    {
        _selectors = SelectorCache.Of(context);
        var nodes = context.Resources.OfType<Node>().Where(node => AreWindows(node.Labels)).Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var pods = new HashSet<WindowsPod>();
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (resource is Namespace ns)
                _namespaces[ns.Name] = ns;
            else if (resource is ServiceAccount account)
                _accounts[(account.Namespace ?? "default", account.Name)] = account;
            else if (pods.Count < MaxPods && Read(resource, nodes) is { } pod)
                pods.Add(pod);
        }

        All = [.. pods];
    }

    /// <summary>The pods.</summary>
    public IReadOnlyList<WindowsPod> All { get; }

    /// <summary>The Windows pods of a run's input.</summary>
    public static WindowsPods Of(RuleContext context) => context.Shared(static made => new WindowsPods(made));

    /// <summary>Whether a policy surely governs Windows pods: it selects a known one, or asks for their label.</summary>
    public bool AreGovernedBy(TieredPolicy policy) => !PolicyScope.GovernsForwarded(policy)
        && (AsksForWindows(policy.Selector) || AsksForWindows((policy as GlobalPolicy)?.NamespaceSelector) || All.Any(pod => Selects(policy, pod)));

    /// <summary>Whether a policy surely selects a pod. What is not known of its namespace or service account counts against it.</summary>
    public bool Selects(TieredPolicy policy, WindowsPod pod)
    {
        if (policy.IsNamespaced && (policy.Namespace ?? "default") != pod.Namespace) return false;
        return Meets(policy.Selector, selector => selector.Matches(pod.SeenLabels))
            && Meets((policy as GlobalPolicy)?.NamespaceSelector, selector => _namespaces.TryGetValue(pod.Namespace, out var ns)
                ? selector.Matches(ns.Labels.With([new(AutomaticLabels.Name, ns.Name), new(AutomaticLabels.MetadataName, ns.Name)]))
                : PartialLabels.Of((AutomaticLabels.Name, pod.Namespace), (AutomaticLabels.MetadataName, pod.Namespace)).Meet(selector.Root) == true)
            && Meets(policy.ServiceAccountSelector, selector => _accounts.TryGetValue((pod.Namespace, pod.ServiceAccount), out var account)
                ? selector.Matches(account.Labels.With([new(AutomaticLabels.Name, account.Name)]))
                : PartialLabels.Of((AutomaticLabels.Name, pod.ServiceAccount)).Meet(selector.Root) == true);
    }

    private bool Meets(string? text, Func<Selector, bool> holds) =>
        string.IsNullOrEmpty(text) || (_selectors.Find(text) is { } selector && holds(selector));

    private bool AsksForWindows(string? text)
    {
        if (_selectors.Find(text) is not { } selector) return false;
        var asked = LabelRestrictions.Of(selector.Root).Labels;
        return SystemLabels.Any(label => asked.TryGetValue(label, out var restriction)
            && restriction is { MustBePresent: true, MustBeAbsent: false, Values: [Windows] });
    }

    private static bool AreWindows(LabelMap labels) => SystemLabels.Any(label => labels.TryGetValue(label, out var value) && value == Windows);

    /// <summary>A pod in its node's network is no endpoint of its own, and one that has ended is none any more (decision 5).</summary>
    private static WindowsPod? Read(Resource resource, HashSet<string> nodes) => resource switch
    {
        Pod { HostNetwork: not true, Phase: not ("Succeeded" or "Failed") } pod when AreWindows(pod.Labels) || (pod.NodeName is { } node && nodes.Contains(node)) =>
            new(pod.Namespace ?? "default", pod.ServiceAccountName ?? "default", pod.Labels),
        Workload { Template.HostNetwork: not true } workload when AreWindows(workload.Template.Labels) =>
            new(workload.Namespace ?? "default", workload.Template.ServiceAccountName ?? "default", workload.Template.Labels),
        _ => null,
    };
}
