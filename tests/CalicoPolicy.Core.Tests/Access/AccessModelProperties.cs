using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Access;

/// <summary>The model of RBAC against a naive one and against a real API server.</summary>
public class AccessModelProperties(KubeApi api)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_model_answers_as_the_reference_does()
    {
        var (asked, allowed) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new RandomAccess(seed, string.Empty);
            var objects = Gathering(random.Objects(12, 30), seed);
            var model = AccessModel.Of(PolicySnapshot.Of(objects, new() { IsComplete = true }, Token));
            for (var index = 0; index < 100; index++)
            {
                var (who, what) = (random.Who(), random.What());
                var expected = ReferenceAccess.Allows(objects, who, what);
                asked++;
                if (expected) allowed++;
                Assert.True(model.Allows(who, what) == expected, $"Seed {seed}: {who.Name} ({string.Join(", ", who.Groups)}) {what}: {!expected}");
            }
        }

        Assert.InRange(allowed, asked / 40, asked / 2);
    }

    [Fact]
    public async Task The_model_answers_as_a_real_server_does()
    {
        var server = await api.FullAsync();
        var own = KubeServer.NewName("rnd") + "-";
        var random = new RandomAccess(7, own);
        List<Resource> objects = random.Objects(300, 160);
        var last = new ClusterRole { Metadata = new() { Name = own + "last" }, Rules = [new() { ApiGroups = ["seen"], Resources = ["seen"], Verbs = ["get"] }] };
        var lastBinding = new ClusterRoleBinding
        {
            Metadata = new() { Name = own + "last" },
            RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = last.Name },
            Subjects = [new() { Kind = "User", ApiGroup = "rbac.authorization.k8s.io", Name = own + "seen" }],
        };
        await server.KubectlAsync(ResourceText.Of([.. random.Places, .. objects, last, lastBinding], new YamlFormat(), keepServerMetadata: false), "create", "--validate=false", "-f", "-");
        await Reviews.SeenAsync(server, AccessIdentity.Of(own + "seen"), new("get", "seen", "seen"));

        // What the server itself has is part of the answer.
        var snapshot = await SnapshotAsync(server);
        Assert.DoesNotContain(snapshot.Gaps, gap => gap.Kind.Contains("Role", StringComparison.Ordinal));
        var model = AccessModel.Of(snapshot);
        List<(AccessIdentity, AccessRequest)> questions = [.. Enumerable.Range(0, 1100).Select(_ => (random.Who(), random.What()))];
        questions.AddRange(Enumerable.Range(0, 20).Select(_ => (AccessIdentity.Of("root", "system:masters"), random.What())));
        var answers = await Reviews.AskAsync(server, questions);
        Assert.Empty(Enumerable.Range(0, questions.Count).Where(at => model.Allows(questions[at].Item1, questions[at].Item2) != answers[at])
            .Select(at => $"{questions[at].Item1.Name} ({string.Join(", ", questions[at].Item1.Groups)}) {questions[at].Item2}: the server says {answers[at]}"));
        Assert.InRange(answers.Count(yes => yes), questions.Count / 20, questions.Count * 4 / 5);
        TestContext.Current.TestOutputHelper!.WriteLine($"{questions.Count} questions, {answers.Count(yes => yes)} allowed.");
    }

    /// <summary>Lets some cluster roles gather others by label.</summary>
    private static List<Resource> Gathering(List<Resource> objects, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. objects.Select(one => one is not ClusterRole role ? one : role with
            {
                Metadata = role.Metadata with { Labels = LabelMap.Of([new("to", random.Next(3) switch { 0 => "a", 1 => "b", _ => "none" })]) },
                AggregationRule = random.Next(4) != 0 ? null : new() { ClusterRoleSelectors = [new() { MatchLabels = LabelMap.Of([new("to", random.Next(2) == 0 ? "a" : "b")]) }] },
            }),
        ];
    }

    private static async Task<PolicySnapshot> SnapshotAsync(KubeServer server)
    {
        await foreach (var (_, reading) in new ClusterReader([], 8).ReadAsync([new KubectlProcess(new() { KubeConfig = server.AdminConfig })], Token))
        {
            if (reading is not null) return reading.Snapshot ?? throw new InvalidOperationException(reading.Error!.ToString());
        }

        throw new InvalidOperationException("Nothing was read.");
    }
}
