using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Puts together what is lost for the same reason: one lockout for each family, other end and rule that decides, however many endpoints are hit.</summary>
internal sealed class LockoutCollector(GuardScene scene, GuardChange change)
{
    private readonly GuardJudge _judge = new(scene, change);
    private readonly Dictionary<object, (List<(GuardFlow Flow, GuardVerdict Verdict)> Lost, bool IsKept)> _bundles = [];
    private readonly Dictionary<LockoutKey, LockoutGroup> _groups = [];
    private readonly List<Lockout> _others = [];

    /// <summary>Checks a flow.</summary>
    public void Check(GuardFlow flow)
    {
        if (_judge.Judge(flow) is not { } verdict) return;
        if (flow.Bundle is null)
        {
            if (verdict.Cause is not null) Add(flow, verdict);
            return;
        }

        if (!_bundles.TryGetValue(flow.Bundle, out var bundle)) bundle = ([], false);
        if (verdict.Cause is LockoutCause.Cut or LockoutCause.Uncertain) bundle.Lost.Add((flow, verdict));
        _bundles[flow.Bundle] = (bundle.Lost, bundle.IsKept || (verdict.Cause is null && verdict.After != Verdict.Deny));
    }

    /// <summary>Says that flows of a family are not known, since something could not be read, and that the publication may cut them.</summary>
    public void AddGap(string family, string what, SnapshotGap gap, bool isOfAllPods)
    {
        if (!change.MayConcern(gap, isOfAllPods)) return;
        _others.Add(new()
        {
            Family = family,
            Cause = LockoutCause.Uncertain,
            Flow = what,
            Reason = $"{gap} So it is not known who is concerned, and what the publication changes may cut them.",
            Fix = $"Publish as somebody who may read {gap.Kind} objects, or allow it with -AllowLockout {family}.",
            IsAllowed = scene.Options.Allows(family, gap.Namespace),
        });
    }

    /// <summary>Says that a flow that somebody lists names nobody.</summary>
    public void AddUnmatched(string family, string what, string reason) => _others.Add(new()
    {
        Family = family,
        Cause = LockoutCause.Unmatched,
        Flow = what,
        Reason = reason,
        Fix = "See whether the namespace, the selector or the name in the list still fits the cluster.",
        IsAllowed = scene.Options.Allows(family, null),
    });

    /// <summary>All that was found: what refuses first, then by family.</summary>
    public IReadOnlyList<Lockout> ToList()
    {
        foreach (var (lost, isKept) in _bundles.Values)
        {
            if (isKept) continue;
            foreach (var (flow, verdict) in lost) Add(flow, verdict);
        }

        _bundles.Clear();
        var fix = new LockoutFix(scene, change);
        return
        [
            .. _groups.Values.Select(group => group.ToLockout(scene, change, fix)).Concat(_others)
                .OrderByDescending(lockout => lockout.Refuses).ThenBy(lockout => lockout.Cause)
                .ThenBy(lockout => lockout.Family, StringComparer.Ordinal).ThenBy(lockout => lockout.Flow, StringComparer.Ordinal),
        ];
    }

    private void Add(GuardFlow flow, GuardVerdict verdict)
    {
        var trace = scene.After.Trace(verdict.FlowAfter);
        var decider = verdict.After == Verdict.Deny ? LockoutGroup.SideOf(trace)?.Decider : null;
        var key = new LockoutKey(
            flow.Family, flow.Peer, flow.HitsDestination, flow.Hit.Namespace is not null, verdict.Cause!.Value, verdict.Before, verdict.After, verdict.Unknowns,
            decider?.Tier, decider?.Policy, decider?.RulePath?.ToString(), scene.Options.Allows(flow.Family, flow.Hit.Namespace));
        if (!_groups.TryGetValue(key, out var group)) _groups.Add(key, group = new(key, flow, verdict, trace));
        group.Add(flow);
    }
}
