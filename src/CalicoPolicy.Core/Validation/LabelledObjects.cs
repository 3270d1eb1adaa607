using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Validation;

/// <summary>
/// The objects of an input by their labels, and the labels that its policies take for granted: who writes a policy for the pods
/// with <c>app == 'web'</c> knows that there are some, even where no pod is in the input.
/// </summary>
/// <remarks>
/// Made in O(labels + selectors). A question costs O(objects that carry one of the labels asked for), and is answered once for
/// each selector and namespace.
/// </remarks>
internal sealed class LabelledObjects
{
    private readonly Dictionary<string, List<Labelled>> _global = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Labelled>> _namespaced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string? Namespace, LabelRestriction Restriction)>> _selected = new(StringComparer.Ordinal);
    private readonly HashSet<(string Kind, string Label)> _labelsOfKinds = [];
    private readonly Dictionary<string, Resource?> _globalAnswers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string? Namespace, string Selector), bool> _namespacedAnswers = [];

    private LabelledObjects(RuleContext context)
    {
        var policies = new List<TieredPolicy>();
        var pods = new HashSet<(string Namespace, LabelMap Labels)>();
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            switch (resource)
            {
                case GlobalNetworkSet or HostEndpoint:
                    Add(_global, new(resource, resource.Labels));
                    break;
                case TieredPolicy policy:
                    policies.Add(policy);
                    break;
                // Of pods with the same labels one tells all.
                case Pod when !pods.Add((resource.Namespace ?? "default", resource.Labels)):
                    break;
                case NetworkSet or Pod:
                    Add(_namespaced, new(resource, resource.Labels));
                    break;
                case Workload workload:
                    Add(_namespaced, new(workload, workload.Template.Labels));
                    break;
                case Namespace or ServiceAccount:
                    foreach (var label in resource.Labels.Keys) _labelsOfKinds.Add((resource.Kind, label));
                    break;
            }
        }

        foreach (var policy in policies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            AddOwnEndpoints(policy, SelectorCache.Of(context));
        }
    }

    /// <summary>The index of a run.</summary>
    public static LabelledObjects Of(RuleContext context) => context.Shared(static made => new LabelledObjects(made));

    /// <summary>Whether a namespace, or a service account, of the input carries a label.</summary>
    public bool IsCarriedBy(string kind, string label) => _labelsOfKinds.Contains((kind, label));

    /// <summary>Whether an endpoint or a set of the input carries a label.</summary>
    public bool IsCarried(string label) => _global.ContainsKey(label) || _namespaced.ContainsKey(label);

    /// <summary>
    /// The first global network set or host endpoint of the input that a selector matches by a label that it asks for; null where
    /// there is none. A selector that asks for no label, such as <c>!has(x)</c>, means no object in particular.
    /// </summary>
    public Resource? FindGlobal(Selector selector)
    {
        if (_globalAnswers.TryGetValue(selector.Text, out var answer)) return answer;
        answer = Candidates(_global, selector).Find(one => selector.Matches(one.Labels))?.Resource;
        _globalAnswers.Add(selector.Text, answer);
        return answer;
    }

    /// <summary>Whether something in a namespace may match a selector, going by what is in the input.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="ns">The namespace; null: any.</param>
    public bool MayMatchNamespaced(Selector selector, string? ns)
    {
        if (_namespacedAnswers.TryGetValue((ns, selector.Text), out var answer)) return answer;
        answer = Candidates(_namespaced, selector).Exists(one => IsIn(one.Resource.Namespace ?? "default", ns) && selector.Matches(one.WithNamespace))
            || LabelRestrictions.Of(selector.Root).Labels.Any(asked => _selected.TryGetValue(asked.Key, out var known)
                && known.Exists(one => IsIn(one.Namespace, ns) && MayAgree(asked.Value, one.Restriction)));
        _namespacedAnswers.Add((ns, selector.Text), answer);
        return answer;
    }

    private static bool IsIn(string? actual, string? asked) => actual is null || asked is null || string.Equals(actual, asked, StringComparison.Ordinal);

    private static bool MayAgree(LabelRestriction left, LabelRestriction right) =>
        !left.LimitsValues || !right.LimitsValues || left.Values.Intersect(right.Values, StringComparer.Ordinal).Any();

    private static List<Labelled> Candidates(Dictionary<string, List<Labelled>> index, Selector selector)
    {
        foreach (var (label, restriction) in LabelRestrictions.Of(selector.Root).Labels)
        {
            if (restriction.MustBePresent) return index.TryGetValue(label, out var all) ? all : [];
        }

        return [];
    }

    private static void Add(Dictionary<string, List<Labelled>> index, Labelled one)
    {
        foreach (var label in one.Labels.Keys)
        {
            if (!index.TryGetValue(label, out var all)) index.Add(label, all = []);
            all.Add(one);
        }
    }

    private void AddOwnEndpoints(TieredPolicy policy, SelectorCache selectors)
    {
        if (policy is GlobalPolicy global && IsForHosts(global, selectors)) return;
        var ns = policy.IsNamespaced ? policy.Namespace ?? "default" : null;
        Add(selectors.Find(policy.Selector), ns);
        foreach (var rule in RulePlace.Of(policy)) Add(selectors.Find(rule.Own.Selector), ns);
    }

    /// <summary>Whether host endpoints of the input are what a global policy selects, so that it tells nothing about pods.</summary>
    private bool IsForHosts(GlobalPolicy policy, SelectorCache selectors) => policy.DoNotTrack == true || policy.PreDnat == true
        || (string.IsNullOrEmpty(policy.NamespaceSelector) && selectors.Find(policy.Selector) is { } selector
            && Candidates(_global, selector).Exists(one => one.Resource is HostEndpoint && selector.Matches(one.Labels)));

    private void Add(Selector? selector, string? ns)
    {
        if (selector is null) return;
        foreach (var (label, restriction) in LabelRestrictions.Of(selector.Root).Labels)
        {
            if (!restriction.MustBePresent) continue;
            if (!_selected.TryGetValue(label, out var known)) _selected.Add(label, known = []);
            known.Add((ns, restriction));
        }
    }

    /// <summary>An object, and the labels that selectors see: those of the pods for what makes pods.</summary>
    private sealed record Labelled(Resource Resource, LabelMap Labels)
    {
        public LabelMap WithNamespace => Labels.With([new(AutomaticLabels.Namespace, Resource.Namespace ?? "default")]);
    }
}
