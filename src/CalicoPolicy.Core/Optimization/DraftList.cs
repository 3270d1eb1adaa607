using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>All resources as the rewrites have left them so far.</summary>
internal sealed class DraftList
{
    private readonly IReadOnlyList<Resource> _others;
    private List<Draft> _drafts;

    /// <summary>Makes the list.</summary>
    /// <param name="given">What may be rewritten.</param>
    /// <param name="others">What else there is.</param>
    public DraftList(IReadOnlyList<Resource> given, IReadOnlyList<Resource> others)
    {
        _others = others;
        var changeable = Changeable.Of(given, others);
        _drafts = [.. given.Select(resource => new Draft(resource) { IsGiven = changeable.Contains(resource), From = [resource] })];
    }

    /// <summary>What was given, as it stands now.</summary>
    public IReadOnlyList<Draft> Drafts => _drafts;

    /// <summary>All resources as they stand now.</summary>
    public IEnumerable<Resource> Resources => _drafts.Select(draft => draft.Resource).Concat(_others);

    /// <summary>What a rewrite sees.</summary>
    /// <param name="selectors">The selectors that were parsed so far.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public RewriteContext Context(SelectorCache selectors, OptimizationOptions options, CancellationToken cancellationToken) => new(
        new([.. Resources], new RuleOptions { Settings = options.Settings, Target = options.Target, Made = [selectors] }, cancellationToken),
        _drafts.Where(draft => draft.IsGiven).Select(draft => draft.Resource).ToHashSet<Resource>(ReferenceEqualityComparer.Instance),
        options.Snapshot);

    /// <summary>The policies and sets as some steps would leave them.</summary>
    public IEnumerable<Resource> After(IReadOnlyList<RewriteStep> steps)
    {
        var replaced = steps.SelectMany(step => step.Replaced).ToHashSet<Resource>(ReferenceEqualityComparer.Instance);
        return _drafts.Select(draft => draft.Resource).Where(resource => !replaced.Contains(resource)).Concat(steps.SelectMany(step => step.Results));
    }

    /// <summary>Takes steps, none of which names a resource that another does.</summary>
    public void Take(string rewrite, IReadOnlyList<JudgedStep> steps)
    {
        var byFirst = new Dictionary<Resource, (JudgedStep Step, List<Draft> Replaced)>(ReferenceEqualityComparer.Instance);
        var stepOf = new Dictionary<Resource, JudgedStep>(ReferenceEqualityComparer.Instance);
        foreach (var judged in steps)
        {
            byFirst.Add(judged.Step.Replaced[0], (judged, []));
            foreach (var resource in judged.Step.Replaced) stepOf.Add(resource, judged);
        }

        foreach (var draft in _drafts)
        {
            if (stepOf.TryGetValue(draft.Resource, out var judged)) byFirst[judged.Step.Replaced[0]].Replaced.Add(draft);
        }

        var known = Resources.Where(resource => resource is AddressSet).Select(KeyOf).ToHashSet();
        var next = new List<Draft>(_drafts.Count);
        foreach (var draft in _drafts)
        {
            if (byFirst.TryGetValue(draft.Resource, out var taken)) next.AddRange(Made(taken.Step, taken.Replaced));
            else if (!stepOf.ContainsKey(draft.Resource)) next.Add(draft);
        }

        _drafts = next;

        IEnumerable<Draft> Made(JudgedStep judged, List<Draft> replaced) => judged.Step.Results
            .Where(result => result is not AddressSet || known.Add(KeyOf(result)))
            .Select(result => Draft.Of(result, replaced, rewrite, judged));
    }

    private static (string Kind, string? Namespace, string Name) KeyOf(Resource resource) => (resource.Kind, resource.Namespace, resource.Name);
}
