using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>
/// Flows of random clusters asked for by name: the answer is what the specification says, and after each change that is suggested
/// the specification says the opposite.
/// </summary>
public class FlowChangeProperties(ITestOutputHelper output)
{
    private const int FlowsOfCluster = 4;
    private const int MostWorlds = 500;

    [Fact]
    public void After_each_suggested_change_the_specification_says_the_opposite()
    {
        var (asked, answered, byKind) = (0, 0, new Dictionary<(Verdict, FlowChangeKind), int>());
        for (var seed = 0; seed < TestScale.Of(300); seed++)
        {
            var (resources, isComplete, isOpen, dice) = RandomCase.Cluster(seed);
            var snapshot = PolicySnapshot.Of(resources, new() { IsComplete = isComplete }, TestContext.Current.CancellationToken);
            var tracer = FlowTracer.Create(snapshot, cancellationToken: TestContext.Current.CancellationToken);
            var random = new RandomFlows(dice, resources, isOpen);
            for (var count = 0; count < FlowsOfCluster; count++)
            {
                if (random.Next() is not { } flow) continue;

                // A node that nothing is on cannot be asked for by name.
                if (flow.EntersThrough is { } node && !snapshot.Resources.Any(resource => resource is Node && resource.Name == node)) flow = flow with { EntersThrough = null };
                var answer = Assert.Single(tracer.Ask(QuestionOf(flow), TestContext.Current.CancellationToken));
                var expected = VerdictOf(resources, isComplete, flow);
                Assert.True(answer.Verdict == Verdict.Uncertain || answer.Verdict == expected, $"Seed {seed}: {answer}, and not {expected}.");
                if (answer.Verdict == Verdict.Uncertain) continue;
                asked++;
                var changes = tracer.Suggest(answer, TestContext.Current.CancellationToken);
                answered += changes.Count > 0 ? 1 : 0;
                foreach (var change in changes)
                {
                    byKind[(answer.Verdict, change.Kind)] = byKind.GetValueOrDefault((answer.Verdict, change.Kind)) + 1;
                    var wanted = answer.Verdict == Verdict.Deny ? Verdict.Allow : Verdict.Deny;
                    var after = With(resources, change.Resources);
                    var then = VerdictOf(after, isComplete, flow with { Source = In(flow.Source, after), Destination = In(flow.Destination, after) });
                    Assert.True(then == wanted, $"Seed {seed}: after '{change}' the flow {flow} is {then}.\n{new Case(after, isComplete, PolicyView.Enforced, flow)}");
                }
            }
        }

        foreach (var ((verdict, kind), count) in byKind.OrderBy(entry => entry.Key)) output.WriteLine($"{verdict}: {count} by {kind}");
        output.WriteLine($"{asked} flows, {answered} with a change.");
        Assert.InRange(answered, asked / 2, asked);
        Assert.All(Enum.GetValues<FlowChangeKind>().Where(kind => kind != FlowChangeKind.Order), kind => Assert.Contains(byKind.Keys, key => key.Item2 == kind));
    }

    private static FlowQuestion QuestionOf(PlainFlow flow) => new(NameOf(flow.Source), NameOf(flow.Destination))
    {
        Protocol = flow.Protocol,
        Port = flow.DestinationPort,
        SourcePort = flow.SourcePort,
        IcmpType = flow.IcmpType,
        Node = flow.EntersThrough,
    };

    private static string NameOf(PlainEnd end) => end.Endpoint switch
    {
        HostEndpoint host => $"hep/{host.Name}",
        { } resource => $"{resource.Namespace ?? "default"}/{resource.Kind}/{resource.Name}",
        null => end.Address?.ToString() ?? end.Domain!,
    };

    private static Verdict VerdictOf(IReadOnlyList<Resource> resources, bool isComplete, PlainFlow flow)
    {
        var cluster = new PlainCluster(resources, isComplete, PolicyView.Enforced, DataplaneKind.Standard);
        var verdicts = new HashSet<bool>();
        foreach (var side in World.Try(world => new PlainEvaluation(cluster, world).Run(flow)).Take(MostWorlds))
        {
            verdicts.Add(side.Egress.Allows && side.Ingress.Allows);
            if (verdicts.Count > 1) return Verdict.Uncertain;
        }

        return verdicts.Single() ? Verdict.Allow : Verdict.Deny;
    }

    private static List<Resource> With(IReadOnlyList<Resource> resources, IReadOnlyList<Resource> changed)
    {
        var after = resources.ToList();
        foreach (var resource in changed)
        {
            var place = after.FindIndex(other => KeyOf(other) == KeyOf(resource));
            if (place < 0) after.Add(resource);
            else after[place] = resource;
        }

        return after;
    }

    private static PlainEnd In(PlainEnd end, List<Resource> resources) =>
        end.Endpoint is null ? end : end with { Endpoint = resources.Single(other => KeyOf(other) == KeyOf(end.Endpoint)) };

    private static (string, string, string?, string) KeyOf(Resource resource) =>
        (resource.ApiVersion, resource.Kind, resource.IsNamespaced ? resource.Namespace ?? "default" : null, resource.Name);
}
