using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>The engine and the reference say the same of random flows in random clusters; failing clusters are shrunk.</summary>
public class ReferenceProperties(ITestOutputHelper output)
{
    private const int Flows = 20;

    [Theory]
    [InlineData(PolicyView.Enforced)]
    [InlineData(PolicyView.PendingCalico)]
    [InlineData(PolicyView.PendingIntended)]
    public void Engine_and_reference_agree(PolicyView view)
    {
        var seen = new Dictionary<Verdict, int>();
        for (var seed = 0; seed < TestScale.Of(700); seed++)
        {
            var cluster = new RandomCluster(new(seed));
            var documents = cluster.Documents();
            var resources = Input.Read(string.Join("---\n", documents));
            for (var flow = 0; flow < Flows; flow++)
            {
                var plain = cluster.Flow(resources);
                if (Difference(resources, plain, view, verdict => seen[verdict] = seen.GetValueOrDefault(verdict) + 1) is null) continue;
                var least = Shrink(documents, plain, view);
                Assert.Fail($"Seed {seed}, {view}, {plain}: {Difference(Input.Read(string.Join("---\n", least)), plain, view)}\n{string.Join("---\n", least)}");
            }
        }

        // Flows that all end alike would prove little.
        output.WriteLine(string.Join(", ", seen.Select(count => $"{count.Value} {count.Key}")));
        Assert.True(seen[Verdict.Allow] > 1000 && seen[Verdict.Deny] > 1000 && !seen.ContainsKey(Verdict.Uncertain));
    }

    private static List<string> Shrink(IReadOnlyList<string> documents, PlainFlow flow, PolicyView view)
    {
        List<string> least = [.. documents];
        for (var index = 0; index < least.Count;)
        {
            List<string> fewer = [.. least];
            fewer.RemoveAt(index);
            if (Fails(fewer, flow, view)) least = fewer;
            else index++;
        }

        for (var index = 0; index < least.Count; index++)
        {
            foreach (var line in least[index].Split('\n'))
            {
                if (!line.StartsWith("  - {", StringComparison.Ordinal)) continue;
                List<string> fewer = [.. least];
                fewer[index] = fewer[index].Replace(line + "\n", "", StringComparison.Ordinal);
                if (Fails(fewer, flow, view)) least = fewer;
            }
        }

        return least;
    }

    private static bool Fails(IReadOnlyList<string> documents, PlainFlow flow, PolicyView view)
    {
        try
        {
            return Difference(Input.Read(string.Join("---\n", documents)), flow, view) is not null;
        }
        catch (Exception exception) when (exception is Xunit.Sdk.IAssertionException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string? Difference(List<Resource> resources, PlainFlow flow, PolicyView view, Action<Verdict>? see = null)
    {
        var snapshot = PolicySnapshot.Of(resources, new() { IsComplete = true }, TestContext.Current.CancellationToken);
        var engine = PolicyEngine.Compile(snapshot, new() { View = view }, TestContext.Current.CancellationToken);
        var reference = new PlainCluster(resources, isComplete: true, view);
        var own = new PlainFlow(Own(flow.Source, resources), Own(flow.Destination, resources), flow.Protocol)
        {
            SourcePort = flow.SourcePort,
            DestinationPort = flow.DestinationPort,
            IcmpType = flow.IcmpType,
            IcmpCode = flow.IcmpCode,
        };
        var worlds = World.Try(world => new PlainEvaluation(reference, world).Run(own)).Select(sides => sides.Egress.Allows && sides.Ingress.Allows).Distinct().ToList();
        var expected = worlds.Count > 1 ? Verdict.Uncertain : worlds[0] ? Verdict.Allow : Verdict.Deny;
        var trace = engine.Trace(new Flow(End(own.Source, snapshot), End(own.Destination, snapshot), own.Protocol)
        {
            SourcePort = own.SourcePort,
            DestinationPort = own.DestinationPort,
            IcmpType = own.IcmpType,
            IcmpCode = own.IcmpCode,
        });
        Assert.Equal(trace.Verdict, engine.Decide(trace.Flow));
        see?.Invoke(trace.Verdict);
        if (trace.Verdict == expected) return null;
        var plain = World.Try(world => new PlainEvaluation(reference, world).Run(own)).First();
        return $"expected {expected} ({plain.Egress.Decider}; {plain.Ingress.Decider}), was {trace.Verdict}\n"
            + string.Join('\n', (trace.Egress?.Steps ?? []).Select(step => "out: " + step).Concat((trace.Ingress?.Steps ?? []).Select(step => "in: " + step)));
    }

    private static PlainEnd Own(PlainEnd end, List<Resource> resources) => end.Endpoint is null
        ? end
        : end with { Endpoint = resources.Single(resource => resource is Pod && resource.Name == end.Endpoint.Name) };

    private static FlowEnd End(PlainEnd end, PolicySnapshot snapshot) => end.Endpoint is { } pod
        ? FlowEnd.Of(snapshot.Endpoints.Single(endpoint => ReferenceEquals(endpoint.Resource, pod)))
        : FlowEnd.Of(Cidr.TryParse(end.Address!.ToString(), out var address) ? address : throw new FormatException(end.Address.ToString()));
}
