using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The catalogue of practices.</summary>
public static class EfficiencyRules
{
    /// <summary>The rules that <c>Test-PolicyEfficiency</c> runs.</summary>
    public static RuleGroup Group { get; } = new("Test-PolicyEfficiency",
    [
        new CP1001GlobalNotGlobal(),
        new CP1002GlobalAllSelector(),
        new CP1003OneNamespaceGlobal(),
        new CP1004ManyIdenticalNP(),
        new CP1005OwnSideSelector(),
        new CP1006SelectorPushdown(),
        new CP1007RuleSelectorAll(),
        new CP1008UnoptimisedSelector(),
        new CP1009SplitPolicies(),
        new CP1010MissingMatchTarget(),
        new CP1011InlineCidrs(),
        new CP1012InlineDomains(),
        new CP1013PerCidrRules(),
        new CP1014AggregatableCidrs(),
        new CP1015TooManyRules(),
        new CP1016NamedPort(),
        new CP1017DuplicateRule(),
        new CP1018PerfHint(),
        new CP2001TierMissing(),
        new CP2002NamePrefix(),
        new CP2003FixedTier(),
        new CP2004TierDeadEnd(),
        new CP2005PassInLastTier(),
        new CP2006OrderTie(),
        new CP2007TierLayout(),
        new CP2008BlocksSystem(),
        new CP2101NoDefaultDeny(),
        new CP2102DefaultDenyAll(),
        new CP2103DefaultDenyHitsHeps(),
        new CP2104DefaultDenyNoDns(),
        new CP2105DefaultDenyNotDefaultTier(),
        new CP2107ExcludedNsList(),
        new CP2203AccidentalTypes(),
        new CP2206DenyOnlyPolicy(),
        new CP2207EmptyDirection(),
        new CP2208EgressOnlyIsolates(),
        new CP3005SourcePortsOnly(),
        new CP3007UnusedSet(),
        new CP3008OverlappingSets(),
        new CP3009SetLabelSchema(),
        new CP3010DenyListGuard(),
        new CP3011NetSelectorInHep(),
        new CP3012UntrackedAsymmetric(),
        new CP3013PreDnatNoDeny(),
        new CP3014LogWithoutVerdict(),
        new CP3015BothSidesSelector(),
        new CP3016WeakIdentity(),
        new CP5004AllowAny(),
    ])
    { JudgesUnknownRules = true };

    /// <summary>Judges objects with the cluster that they are in around them. What is not in the snapshot does not exist, but for its gaps (decision 12).</summary>
    /// <param name="snapshot">The cluster, with the objects laid over it.</param>
    /// <param name="judged">The objects to judge, in the order in which they are; those that the snapshot has others in place of are passed over. Null: all of the snapshot's.</param>
    /// <param name="options">Which rules run and which findings count.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public static IEnumerable<PolicyFinding> Judge(PolicySnapshot snapshot, IReadOnlyList<Resource>? judged, RuleOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        return RuleRunner.Run(
            snapshot.Resources, Group, options with { Complete = true, Made = [new Inventory(snapshot, cancellationToken)], Judged = judged is null ? null : snapshot.ObjectsOf(judged) }, cancellationToken);
    }
}
