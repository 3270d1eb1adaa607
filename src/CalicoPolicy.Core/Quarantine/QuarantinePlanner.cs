using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>Finds out what a quarantine has to do; changes nothing.</summary>
internal sealed class QuarantinePlanner(PolicySnapshot snapshot, QuarantineFooting ground, QuarantineOptions options)
{
    private readonly List<QuarantineProblem> _problems = [];
    private readonly Dictionary<string, (IReadOnlyList<Resource> Missing, string? Warning, QuarantineProblem? Problem)> _footings = new(StringComparer.Ordinal);

    public async Task<QuarantinePlan> PlanAsync(QuarantineQuery query, CancellationToken cancellationToken)
    {
        var (targets, problems) = QuarantineTargets.Find(snapshot, query);
        _problems.AddRange(problems);
        var steps = new List<QuarantineStep>();
        foreach (var step in options.IsByPolicy ? ByPolicy(targets) : ByLabel(targets))
        {
            if (!_footings.TryGetValue(step.Policy.Name, out var footing))
            {
                footing = await ground.FindAsync(step.Policy, cancellationToken).ConfigureAwait(false);
                _footings.Add(step.Policy.Name, footing);
                if (footing.Problem is { } problem) _problems.Add(problem);
            }

            if (footing.Problem is null && MayEvict(step))
                steps.Add(step with { Missing = footing.Missing, IsEvicted = options.Evicts, Notes = [.. step.Notes, .. ExceptionNotes(step, footing.Missing)] });
        }

        var (cut, notes) = QuarantineGuard.Check(snapshot, options.Template, steps, options.AllowLockout, cancellationToken);
        _problems.AddRange(cut);
        if (cut.Count > 0) return new(snapshot, [], _problems);
        return new(snapshot, [.. steps.Select(step => step with { Notes = [.. step.Notes, .. notes] })], _problems)
        {
            Warnings = [.. steps.Select(step => _footings[step.Policy.Name].Warning).OfType<string>().Distinct(StringComparer.Ordinal)],
        };
    }

    private IEnumerable<QuarantineStep> ByLabel(IReadOnlyList<QuarantineTarget> targets)
    {
        var policy = options.Template.ToResources().OfType<GlobalNetworkPolicy>().Single();
        return targets.Select(target => new QuarantineStep(target, policy, QuarantineMeans.Label) { Notes = [RestartNote(target)] });
    }

    private IEnumerable<QuarantineStep> ByPolicy(IReadOnlyList<QuarantineTarget> targets)
    {
        var asked = targets.Select(target => target.Pod).ToHashSet<Resource>(ReferenceEqualityComparer.Instance);
        foreach (var same in targets.GroupBy(target => QuarantinePolicies.ForLabelsOf(target.Pod, options.Template)))
        {
            var others = QuarantinePolicies.CaughtBy(same.Key, snapshot).Where(caught => !asked.Contains(caught.Resource)).Select(caught => caught.Name).Order(StringComparer.Ordinal).ToList();
            if (others.Count > 0 && !options.IncludesPeers)
            {
                var names = string.Join(", ", same);
                _problems.Add(new(
                    QuarantineFault.CatchesOthers,
                    names,
                    $"By the labels that they carry ({same.Key.Selector}), a policy for {names} would isolate {others.Count} more: {string.Join(", ", others)}.",
                    "Add -IncludePeers if they are meant too, or leave out -ByPolicy: a label of its own isolates one pod."));
                continue;
            }

            foreach (var target in same)
            {
                yield return new(target, same.Key, QuarantineMeans.Policy)
                {
                    Others = others,
                    Notes = [QuarantinePolicies.CatchesReplacement(same.Key, target.Pod, snapshot) == true ? $"What takes the place of {target} is isolated too." : $"What takes the place of {target} may not be isolated."],
                };
            }
        }
    }

    private bool MayEvict(QuarantineStep step)
    {
        if (!options.Evicts || QuarantinePolicies.CatchesReplacement(step.Policy, step.Target.Pod, snapshot) == true) return true;
        _problems.Add(new(
            QuarantineFault.NotEvicted,
            step.Target.ToString(),
            $"Pod {step.Target} is not quarantined with -Evict: what would take its place does not match {step.Policy.Selector}, so that it would run free, and the evidence would be lost.",
            "Leave out -Evict, which isolates the pod where it is; or use -ByPolicy, whose policy may catch the replacement too."));
        return false;
    }

    private IEnumerable<string> ExceptionNotes(QuarantineStep step, IReadOnlyList<Resource> missing)
    {
        if ((options.SetsExceptions || options.Template.AllowFrom.Count > 0) && missing.OfType<GlobalNetworkPolicy>().Any())
            yield return $"Whom -AllowFrom lets in is written into {step.Policy}: it holds for all pods that this policy isolates, those of earlier quarantines too.";
    }

    private static string RestartNote(QuarantineTarget target) => target.Pod.Owner is null
        ? $"Pod {target} has no owner: once deleted, it is gone."
        : $"The label is on pod {target} alone, not in the template of {target.Workload}: if the pod is deleted, evicted or rolled out anew, its replacement is not quarantined. Get-Quarantine tells when that has happened.";
}
