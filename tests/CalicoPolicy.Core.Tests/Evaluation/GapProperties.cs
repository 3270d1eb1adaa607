using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>What could not be read makes every verdict uncertain that it could change (decision 8).</summary>
public class GapProperties(ITestOutputHelper output)
{
    private const int FlowsOfCluster = 20;

    [Theory]
    [InlineData(PolicyView.Enforced)]
    [InlineData(PolicyView.PendingCalico)]
    [InlineData(PolicyView.PendingIntended)]
    public void What_is_certain_with_gaps_is_so_without_them(PolicyView view)
    {
        var counts = new SortedDictionary<string, (int Flows, int Certain)>(StringComparer.Ordinal);
        for (var seed = 0; seed < TestScale.Of(1500); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var (resources, _, _, dice) = RandomCase.Cluster(seed);
            var (kept, gaps) = RandomGaps.Of(resources, dice);
            var whole = Compile(resources, [], view);
            var partial = Compile(kept, gaps, view);
            var flows = new RandomFlows(dice, resources, isOpen: true);
            for (var count = 0; count < FlowsOfCluster; count++)
            {
                if (flows.Next() is not { } flow || Ask(flow, whole, kept) is not { } asked || Ask(flow, partial, kept) is not { } askedWithGaps) continue;
                var expected = whole.Decide(asked);
                var verdict = partial.Decide(askedWithGaps);
                if (verdict != Verdict.Uncertain && verdict != expected)
                    Assert.Fail($"Seed {seed}: {flow} is {verdict} and without gaps {expected}: {string.Join("; ", gaps)}\n{Show(resources.Except(kept))}\n--- kept\n{Show(kept)}");
                foreach (var kind in gaps.Select(gap => gap.Kind).Distinct())
                {
                    var (all, certain) = counts.GetValueOrDefault(kind);
                    counts[kind] = (all + 1, certain + (verdict == Verdict.Uncertain ? 0 : 1));
                }
            }
        }

        // Precise enough to be of use: no kind makes everything uncertain.
        foreach (var (kind, (all, certain)) in counts)
        {
            output.WriteLine($"{kind}: {certain} of {all} flows certain");
            Assert.InRange(certain, 1, all - (kind is "IPPool" or "Installation" || kind.StartsWith("Staged", StringComparison.Ordinal) ? 0 : 1));
        }
    }

    private static PolicyEngine Compile(IReadOnlyList<Resource> resources, IReadOnlyList<SnapshotGap> gaps, PolicyView view) => PolicyEngine.Compile(
        PolicySnapshot.Of(resources, new() { IsComplete = true, Gaps = gaps }, TestContext.Current.CancellationToken), new() { View = view }, TestContext.Current.CancellationToken);

    /// <summary>The flow as one can ask for it who knows only what was kept; null where it cannot be named.</summary>
    private static Flow? Ask(PlainFlow flow, PolicyEngine engine, IReadOnlyList<Resource> kept)
    {
        var isIPv6 = PlainEvaluation.FamilyOf(flow.Source) ?? PlainEvaluation.FamilyOf(flow.Destination) ?? flow.Protocol.Name == "ICMPv6";
        if (EndOf(flow.Source) is not { } source || EndOf(flow.Destination) is not { } destination) return null;
        return new(source, destination, flow.Protocol)
        {
            SourcePort = flow.SourcePort,
            DestinationPort = flow.DestinationPort,
            IcmpType = flow.IcmpType,
            IcmpCode = flow.IcmpCode,
            EntersThrough = flow.EntersThrough,
        };

        FlowEnd? EndOf(PlainEnd end)
        {
            if (end.Domain is not null) return new() { Domain = end.Domain };
            if (end.Address is not null) return AddressOf(end.Address);
            if (kept.Contains(end.Endpoint!)) return FlowEnd.Of(engine.Snapshot.Endpoints.Single(endpoint => ReferenceEquals(endpoint.Resource, end.Endpoint)));
            var block = Parties.Of(end.Endpoint!)!.Blocks.FirstOrDefault(block => Blocks.IsIPv6(block) == isIPv6);
            return block.BaseAddress is { } address && block.PrefixLength > 0 ? AddressOf(address) : null;
        }
    }

    private static FlowEnd AddressOf(System.Net.IPAddress address) => Cidr.TryParse(address.ToString(), out var cidr) ? FlowEnd.Of(cidr) : throw new FormatException(address.ToString());

    private static string Show(IEnumerable<Resource> resources) => Core.Documents.Export.ResourceText.Of(resources, new CalicoPolicy.Yaml.YamlFormat(), keepServerMetadata: false);
}
