using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Connectivity;

/// <summary>What a comparison tells of a change is what the maps of before and after, made apart, say of each pair.</summary>
public class ConnectivityComparisonProperties(ITestOutputHelper output)
{
    [Fact]
    public void Each_pair_that_gains_or_loses_is_told_and_no_other()
    {
        var (asked, gained, lost, equal) = (0, 0, 0, 0);
        for (var seed = 0; seed < TestScale.Of(300); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var (resources, isComplete, _, dice) = RandomCase.Cluster(seed);
            var policies = resources.Where(resource => resource is TieredPolicy or KubernetesPolicy).ToList();
            if (policies.Count == 0) continue;
            var gone = dice.One(policies);
            var before = Agreement.Compile(new(resources, isComplete, PolicyView.Enforced, null!));
            var after = PolicyEngine.Compile(before.Snapshot.Without([gone], TestContext.Current.CancellationToken), cancellationToken: TestContext.Current.CancellationToken);
            var differences = ConnectivityComparison.Of(before, after, cancellationToken: TestContext.Current.CancellationToken);
            var (old, now) = (ConnectivityMap.Of(before, cancellationToken: TestContext.Current.CancellationToken), ConnectivityMap.Of(after, cancellationToken: TestContext.Current.CancellationToken));
            var endpoints = old.Peers.SelectMany(peer => peer.Endpoints).ToList();
            for (var count = 0; count < 60 && endpoints.Count > 1; count++)
            {
                var (source, destination) = (dice.One(endpoints), dice.One(endpoints));
                if (ReferenceEquals(source, destination)) continue;
                var (protocol, port) = dice.One((6, 80), (6, 443), (17, 53), (6, 8080), (132, 80), (1, 8 << 8), (47, 0));
                var (was, willBe) = (VerdictOf(old, source, destination, protocol, port), VerdictOf(now, source, destination, protocol, port));
                var told = differences.SingleOrDefault(difference => difference.IPVersion is null or 4 && difference.Traffic.Contains(protocol, port) && Has(difference.Sources, source) && Has(difference.Destinations, destination));
                Assert.True(
                    told is null ? was == willBe : (told.Before, told.After) == (was, willBe),
                    $"Seed {seed}, without {gone}: {source} -> {destination} {protocol}/{port} was {was} and is {willBe}, told as {told?.ToString() ?? "the same"}.");
                asked++;
                gained += told?.Change == ConnectivityChange.Gained ? 1 : 0;
                lost += told?.Change == ConnectivityChange.Lost ? 1 : 0;
            }

            equal += differences.Count == 0 ? 1 : 0;
            Assert.Empty(ConnectivityComparison.Of(before, before, cancellationToken: TestContext.Current.CancellationToken));
        }

        output.WriteLine($"{asked} pairs, {gained} gained, {lost} lost; {equal} changes that make no difference.");
        Assert.True(gained > asked / 100 && lost > 0 && equal > 0);
    }

    private static Verdict VerdictOf(ConnectivityMap map, Endpoint source, Endpoint destination, int protocol, int port)
    {
        var reach = map.Between(PlaceOf(map, source), PlaceOf(map, destination));
        return reach.Allowed.Contains(protocol, port) ? Verdict.Allow : reach.Uncertain.Contains(protocol, port) ? Verdict.Uncertain : Verdict.Deny;
    }

    private static int PlaceOf(ConnectivityMap map, Endpoint endpoint) =>
        Enumerable.Range(0, map.Peers.Count).First(place => map.Peers[place].Endpoints.Any(other => ReferenceEquals(other.Resource, endpoint.Resource)));

    private static bool Has(IReadOnlyList<ConnectivitySide> sides, Endpoint endpoint) =>
        sides.Any(side => side.Peer.Endpoints.Any(other => ReferenceEquals(other.Resource, endpoint.Resource)));
}
