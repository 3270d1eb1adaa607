using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Redundancy;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>What is said to decide nothing in any cluster decides nothing by the specification read naively, in clusters made at random.</summary>
public class RedundancyProperties(ITestOutputHelper output)
{
    private const int Clusters = 4;
    private const int FlowsOfCluster = 20;

    private static readonly PolicyView[] Views = [PolicyView.Enforced, PolicyView.PendingCalico, PolicyView.PendingIntended];

    [Fact]
    public void Rules_that_decide_nothing_in_every_cluster_can_go()
    {
        var (found, byOthers, byMany, never, flows, selectsNothing, rules) = (0, 0, 0, 0, 0, 0, 0);
        var sync = new Lock();
        Parallel.For(0, TestScale.Of(600), new() { CancellationToken = TestContext.Current.CancellationToken }, seed =>
        {
            var dice = new Dice(seed);
            var policies = new OverlappingPolicies(dice).Next();
            var redundancy = new PolicyRedundancy(new(policies, RuleOptions.Default, TestContext.Current.CancellationToken), setsHaveDomains: true);
            var dead = policies.OfType<TieredPolicy>()
                .ToDictionary(policy => (Resource)policy, policy => Directions.SelectMany(direction => redundancy.DeadRules(policy, direction)).ToList());
            HashSet<Resource> nobody = [.. policies.OfType<TieredPolicy>().Where(redundancy.SelectsNothing)];
            var asked = 0;
            for (var cluster = 0; cluster < Clusters; cluster++) asked += Check(seed, policies, dead, nobody, dice);
            lock (sync)
            {
                flows += asked;
                selectsNothing += nobody.Count;
                rules += policies.OfType<TieredPolicy>().Sum(policy => policy.Ingress.Count + policy.Egress.Count);
                foreach (var (policy, list) in dead)
                {
                    found += list.Count;
                    never += list.Count(one => one.NeverMatches);
                    byMany += list.Count(one => one.Witnesses.Count > 1);
                    byOthers += list.Count(one => !one.IsByOwnRules((TieredPolicy)policy));
                }
            }
        });
        output.WriteLine($"{found} of {rules} rules decide nothing: {never} never match, {byMany} by several, {byOthers} by other policies; {selectsNothing} policies select nothing; {flows} flows.");
        Assert.True(found > 200 && byMany > 20 && byOthers > 50 && never > 20 && selectsNothing > 5, $"{found} {byMany} {byOthers} {never} {selectsNothing}");
    }

    [Fact]
    public void Rules_that_decide_nothing_on_a_snapshot_can_go_there()
    {
        var (found, rules, flows, proven) = (0, 0, 0, 0);
        var sync = new Lock();
        Parallel.For(0, TestScale.Of(400), new() { CancellationToken = TestContext.Current.CancellationToken }, seed =>
        {
            var dice = new Dice(seed);
            var policies = new OverlappingPolicies(dice).Next();
            var isOpen = dice.OneIn(4);
            var objects = new RandomObjects(dice, isOpen, isComplete: true).All().Where(one => one is not Tier).ToList();
            var snapshot = PolicySnapshot.Of([.. objects, .. policies], new() { IsComplete = true }, TestContext.Current.CancellationToken);
            var redundancy = SnapshotRedundancy.Of(snapshot, TestContext.Current.CancellationToken);
            var everywhere = new PolicyRedundancy(new(policies, RuleOptions.Default, TestContext.Current.CancellationToken), setsHaveDomains: true);
            var dead = policies.OfType<TieredPolicy>()
                .ToDictionary(policy => (Resource)policy, policy => Directions.SelectMany(direction => redundancy.DeadRules(policy, direction)).ToList());
            var asked = Check(seed, policies, dead, [], dice, objects, isOpen, isComplete: true, PolicyView.Enforced, DataplaneKind.Standard);
            lock (sync)
            {
                flows += asked;
                rules += policies.OfType<TieredPolicy>().Where(policy => !policy.IsStaged).Sum(policy => policy.Ingress.Count + policy.Egress.Count);
                found += dead.Values.Sum(list => list.Count);
                proven += dead.Sum(one => one.Value.Count(rule => everywhere.DeadRules((TieredPolicy)one.Key, rule.Place.Direction).Any(other => other.Place == rule.Place)));
            }
        });
        output.WriteLine($"{found} of {rules} rules decide nothing on their snapshot though something matches them, {proven} of them in no cluster; {flows} flows.");
        Assert.True(found > 200 && found - proven > 30, $"{found} {proven}");
    }

    private static PolicyType[] Directions => [PolicyType.Ingress, PolicyType.Egress];

    private static int Check(int seed, IReadOnlyList<Resource> policies, Dictionary<Resource, List<DeadRule>> dead, HashSet<Resource> nobody, Dice dice)
    {
        var isOpen = dice.OneIn(3);
        var isComplete = !isOpen || dice.OneIn(2);

        // A profile that nobody knows might put the label on hosts that Calico puts on pods alone; that nobody does.
        var objects = new RandomObjects(dice, isOpen, isComplete).All().Where(one => one is not Tier)
            .Select(one => one is HostEndpoint host && !isComplete ? host with { Profiles = [.. host.Profiles.Where(name => name is not ("mixed" or "gone"))] } : one).ToList();
        return Check(seed, policies, dead, nobody, dice, objects, isOpen, isComplete, dice.One(Views), dice.OneIn(3) ? DataplaneKind.Ebpf : DataplaneKind.Standard);
    }

    private static int Check(
        int seed, IReadOnlyList<Resource> policies, Dictionary<Resource, List<DeadRule>> dead, HashSet<Resource> nobody, Dice dice, List<Resource> objects, bool isOpen, bool isComplete, PolicyView view, DataplaneKind dataplane)
    {
        IReadOnlyList<Resource> resources = [.. objects, .. policies];
        IReadOnlyList<Resource> without = [.. objects, .. policies.Where(policy => policy is IStagedPolicy || !nobody.Contains(policy)).Select(policy => dead.TryGetValue(policy, out var rules) ? Without((TieredPolicy)policy, rules) : policy)];
        var (before, after) = (new PlainCluster(resources, isComplete, view, dataplane), new PlainCluster(without, isComplete, view, dataplane));
        var places = dead.SelectMany(one => one.Value.Select(rule => (Policy: one.Key, Path: $" {rule.Place.Path.ToString()[2..]} in tier"))).ToList();
        var random = new RandomFlows(dice, resources, isOpen);
        var asked = 0;
        for (var count = 0; count < FlowsOfCluster; count++)
        {
            if (random.Next() is not { } flow) continue;
            asked++;
            var worlds = World.Try(world => (new PlainEvaluation(before, world).Run(flow), world.HasAsked)).Take(60).ToList();
            foreach (var ((egress, ingress), hasAsked) in worlds)
            {
                foreach (var side in (PlainSide[])[egress, ingress])
                {
                    if (side.Policy is not { } policy) continue;
                    if (places.Exists(place => ReferenceEquals(place.Policy, policy) && side.Decider.Contains(place.Path, StringComparison.Ordinal))) Fail($"It decides: {side.Decider}");
                    if (nobody.Contains(policy)) Fail($"{policy} selects something: {side.Decider}");
                }

                if (hasAsked) continue;
                var (egressAfter, ingressAfter) = new PlainEvaluation(after, new World()).Run(flow);
                if (egress.Allows != egressAfter.Allows || ingress.Allows != ingressAfter.Allows) Fail($"{egress} {ingress}, then {egressAfter} {ingressAfter}");
            }

            void Fail(string what) => Assert.Fail($"Seed {seed}: {what}\n{new Case(resources, isComplete, view, flow) { Dataplane = dataplane }}");
        }

        return asked;
    }

    private static TieredPolicy Without(TieredPolicy policy, List<DeadRule> dead)
    {
        foreach (var direction in dead.GroupBy(rule => rule.Place.Direction)) policy = PolicyEditing.RemoveRules(policy, direction.Key, [.. direction.Select(rule => rule.Place.Index)]);
        return policy;
    }
}
