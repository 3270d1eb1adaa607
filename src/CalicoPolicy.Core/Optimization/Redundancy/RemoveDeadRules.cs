using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// Takes out rules that decide nothing: what other rules cover, in every cluster or on the one that is known, and closing Denies that the
/// tier's end makes needless (decision 10). What looks like a mistake stays, for a finding to name it: rules that match nothing or that
/// a wrong selector or the source's ports keep from matching what they are for, and rules that other policies cut off from all traffic.
/// </summary>
internal sealed class RemoveDeadRules() : PolicyRewrite("RemoveDeadRules", "Takes rules out that decide nothing, since other rules or the tier's end do before or after them.")
{
    /// <summary>What is found of a rule where it is not what its author means.</summary>
    private static readonly FindingRule[] Mistakes = [new CP3002GlobalSetFromNamespaced(), new CP3003WrongAutoLabel(), new CP3004DomainMisuse(), new CP3018NeverMatches()];

    /// <inheritdoc />
    public override IEnumerable<RewriteStep> Find(RewriteContext context)
    {
        var redundancy = new PolicyRedundancy(context.Rules, setsHaveDomains: true);
        var onSnapshot = new Lazy<SnapshotRedundancy?>(() => context.Snapshot is { Endpoints.Count: > 0 } cluster
            ? SnapshotRedundancy.Of(cluster.With(context.Resources, replacesPolicies: true, context.CancellationToken), context.CancellationToken)
            : null);
        foreach (var policy in context.Policies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (InEveryCluster(policy, redundancy, context) is { } step) yield return step;
            else if (OnSnapshot(policy, onSnapshot.Value, context) is { } unproven) yield return unproven;
        }
    }

    private static RewriteStep? InEveryCluster(TieredPolicy policy, PolicyRedundancy redundancy, RewriteContext context)
    {
        var (changed, isClosing) = (policy, false);
        foreach (var direction in (PolicyType[])[PolicyType.Ingress, PolicyType.Egress])
        {
            var dead = Removable(policy, redundancy.DeadRules(policy, direction), context);
            if (ClosingDeny.FindSure(policy, direction, context.Rules) is { } deny && !dead.Contains(deny.Index))
            {
                dead.Add(deny.Index);
                isClosing = true;
            }

            changed = PolicyEditing.RemoveRules(changed, direction, dead);
        }

        if (ReferenceEquals(changed, policy)) return null;
        return new([policy], [changed])
        {
            IsProven = true,
            Note = isClosing ? "Flow logs name the end of the tier for what its closing Deny dropped, and rules by other numbers." : "Flow logs and counters name rules by other numbers.",
        };
    }

    private static RewriteStep? OnSnapshot(TieredPolicy policy, SnapshotRedundancy? onSnapshot, RewriteContext context)
    {
        if (onSnapshot is null) return null;
        var changed = policy;
        foreach (var direction in (PolicyType[])[PolicyType.Ingress, PolicyType.Egress])
            changed = PolicyEditing.RemoveRules(changed, direction, Removable(policy, onSnapshot.DeadRules(policy, direction), context));
        if (ReferenceEquals(changed, policy)) return null;
        return new([policy], [changed]) { Effect = "Rules go that decide nothing on the cluster as it is now; with other endpoints or network sets they may." };
    }

    private static List<int> Removable(TieredPolicy policy, IEnumerable<DeadRule> dead, RewriteContext context)
    {
        var removable = new List<int>();
        HashSet<FieldPath>? mistakes = null;
        foreach (var one in dead)
        {
            // A default deny is to hold its own rules for DNS (CP2104).
            if (one.NeverMatches || one.IsCutOff(policy) || (!one.IsByOwnRules(policy) && one.Place.Rule.IsDnsAllow())) continue;
            if (IsForSourcePortsOnly(one.Place.Rule) || (mistakes ??= MistakesOf(policy, context)).Any(path => IsPartOf(path, one.Place.Path))) continue;
            removable.Add(one.Place.Index);
        }

        return removable;
    }

    private static HashSet<FieldPath> MistakesOf(TieredPolicy policy, RewriteContext context) =>
        [.. Mistakes.SelectMany(rule => rule.Judge(policy, context.Rules)).Select(observation => observation.Path)];

    private static bool IsForSourcePortsOnly(PolicyRule rule) => rule.Source.Ports.Count > 0 && rule.Destination.Ports.Count == 0;

    private static bool IsPartOf(FieldPath path, FieldPath whole)
    {
        var part = path;
        while (part.Depth > whole.Depth) part = part.Parent!;
        return part.Equals(whole);
    }
}
