using System.Text.Json;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Audit;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Publishing;

/// <summary>The audit mode of real servers: one that does not know it, as of the open-source product, and then the same with the field.</summary>
public class AuditModeServerTests(KubeApi api)
{
    private const string Path = "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/dropActionOverride";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_tool_looks_after_is_refused_unless_it_is_taken_over()
    {
        var server = await api.CrdAsync();
        var node = KubeServer.NewName("owned");
        await server.KubectlAsync(
            $$"""
            apiVersion: projectcalico.org/v3
            kind: FelixConfiguration
            metadata: {name: node.{{node}}}
            spec: {bpfEnabled: false}
            """, "apply", "--server-side", "--field-manager=argocd-controller", "-f", "-");
        var refused = await Writer(server.AdminConfig).PlanAsync(node, AuditMode.Accept, Token);
        Assert.Equal((PublicationStatus.Refused, ServerErrorCategory.Conflict), (refused.Status, refused.Error!.Category));
        Assert.Contains("Argo CD (managedFields: argocd-controller)", refused.Error.Message, StringComparison.Ordinal);
        Assert.Contains("-TakeOwnership", refused.Error.Advice, StringComparison.Ordinal);
        var taken = await new AuditModeWriter(new(new() { KubeConfig = server.AdminConfig }), takesOwnership: true).PlanAsync(node, AuditMode.Accept, Token);
        Assert.Equal((PublicationStatus.Configured, null), (taken.Status, taken.Error));
    }

    [Fact]
    public async Task The_mode_is_set_where_the_server_knows_it_and_all_else_stays()
    {
        var server = await api.CrdAsync();
        var node = KubeServer.NewName("audit");
        var other = node + "-other";
        await server.KubectlAsync(
            $$"""
            apiVersion: v1
            kind: Node
            metadata: {name: {{node}}}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: {{other}}}
            ---
            apiVersion: projectcalico.org/v3
            kind: FelixConfiguration
            metadata: {name: node.{{node}}, labels: {kept: "yes"} }
            spec: {bpfEnabled: false, logSeverityScreen: Warning}
            """, "create", "-f", "-");
        var writer = Writer(server.AdminConfig);

        // The server drops a field that it does not know, and a created object that has it is refused: nothing is changed.
        foreach (var name in (string?[])[node, other])
        {
            var refused = await writer.PlanAsync(name, AuditMode.Accept, Token);
            Assert.Equal(PublicationStatus.Refused, refused.Status);
            Assert.Contains("does not know dropActionOverride", refused.Error!.Message, StringComparison.Ordinal);
            Assert.Equal(refused, await writer.ApplyAsync(refused, Token));
        }

        Assert.Equal("", await server.KubectlAsync(null, "get", "felixconfigurations.projectcalico.org", $"node.{other}", "--ignore-not-found"));
        var before = await SpecAsync(server, $"node.{node}");

        await server.KubectlAsync(
            null, "patch", "crd", "felixconfigurations.projectcalico.org", "--type=json", "-p",
            $$$"""[{"op":"add","path":"{{{Path}}}","value":{"type":"string","enum":["Drop","Accept","LogAndDrop","LogAndAccept"]}}]""");
        var planned = await PlanAsync(writer, node, AuditMode.LogAndAccept);
        Assert.Equal((AuditMode.Unset, PublicationStatus.Configured, true), (planned.Before, planned.Status, planned.IsOpen));
        Assert.Equal(before, await SpecAsync(server, $"node.{node}"));
        var set = await ApplyAsync(writer, planned);
        Assert.Equal((PublicationStatus.Configured, null), (set.Status, set.Error));
        Assert.Equal(before.Replace("\"logSeverity", "\"dropActionOverride\":\"LogAndAccept\",\"logSeverity", StringComparison.Ordinal), await SpecAsync(server, $"node.{node}"));
        Assert.Equal(PublicationStatus.Unchanged, (await writer.PlanAsync(node, AuditMode.LogAndAccept, Token)).Status);

        // Where there is no object, one is made.
        var made = await ApplyAsync(writer, await PlanAsync(writer, other, AuditMode.Drop));
        Assert.Equal((PublicationStatus.Created, AuditMode.Unset), (made.Status, made.Before));
        Assert.Contains("\"dropActionOverride\":\"Drop\"", await SpecAsync(server, $"node.{other}"), StringComparison.Ordinal);

        var states = (await ReadAsync(server.AdminConfig, node, other, node + "-gone"));
        Assert.Equal([node + "-gone"], states.MissingNodes);
        var now = states.States[0];
        Assert.Equal((node, AuditMode.LogAndAccept, true, $"node.{node}", "calicopolicy"), (now.Node, now.Mode, now.IsOpen, now.Source, now.Manager));
        Assert.InRange(DateTimeOffset.UtcNow - now.Since!.Value, TimeSpan.FromMinutes(-5), TimeSpan.FromMinutes(5));
        Assert.Equal((other, AuditMode.Drop, false), (states.States[1].Node, states.States[1].Mode, states.States[1].IsOpen));
        var all = (await ReadAsync(server.AdminConfig)).States;
        Assert.Null(all[0].Node);
        Assert.Equal([node, other], all.Where(state => state.Node?.StartsWith(node, StringComparison.Ordinal) == true).Select(state => state.Node));

        // Back to what the cluster does: the field goes, and only it.
        var unset = await ApplyAsync(writer, await writer.PlanAsync(node, AuditMode.Unset, Token));
        Assert.Equal((PublicationStatus.Configured, AuditMode.LogAndAccept), (unset.Status, unset.Before));
        Assert.Equal(before, await SpecAsync(server, $"node.{node}"));

        Assert.Equal(ServerErrorCategory.NotFound, (await writer.PlanAsync(node + "-gone", AuditMode.Accept, Token)).Error!.Category);
        var forbidden = await Writer(server.ReadOnlyConfig).PlanAsync(node, AuditMode.Accept, Token);
        var denied = await Writer(server.ReadOnlyConfig).ApplyAsync(forbidden, Token);
        Assert.Equal((PublicationStatus.Refused, ServerErrorCategory.Forbidden), (denied.Status, denied.Error!.Category));
        Assert.Equal(before, await SpecAsync(server, $"node.{node}"));
    }

    [Fact]
    public async Task Configurations_of_nodes_stand_above_that_of_the_cluster_and_what_is_not_known_is_said()
    {
        var made = KubeMadeUp.Of(
            ("/api/v1/nodes", """{"apiVersion":"v1","kind":"Node","metadata":{"name":"a"}},{"apiVersion":"v1","kind":"Node","metadata":{"name":"b"}},{"apiVersion":"v1","kind":"Node","metadata":{"name":"c","labels":{"pool":"x"}}},{"apiVersion":"v1","kind":"Node","metadata":{"name":"d"}}"""),
            ("/apis/projectcalico.org/v3/felixconfigurations", """
                {"apiVersion":"projectcalico.org/v3","kind":"FelixConfiguration","metadata":{"name":"default","managedFields":[{"manager":"kubectl-edit","time":"2026-11-01T10:00:00Z","fieldsV1":{"f:spec":{"f:dropActionOverride":{}}}}]},"spec":{"dropActionOverride":"Accept"}},
                {"apiVersion":"projectcalico.org/v3","kind":"FelixConfiguration","metadata":{"name":"node.a"},"spec":{"dropActionOverride":"drop"}},
                {"apiVersion":"projectcalico.org/v3","kind":"FelixConfiguration","metadata":{"name":"node.b"},"spec":{"bpfEnabled":true}},
                {"apiVersion":"projectcalico.org/v3","kind":"FelixConfiguration","metadata":{"name":"node.d"},"spec":{"dropActionOverride":"Nonsense"}},
                {"apiVersion":"projectcalico.org/v3","kind":"FelixConfiguration","metadata":{"name":"pool"},"spec":{"nodeSelector":"pool == 'x'","dropActionOverride":"Drop"}}
                """));
        using var loopback = new KubeLoopback(address => made(address));
        var states = (await ReadAsync(loopback.KubeConfig)).States;
        Assert.Equal(["loopback: Accept", "loopback node a: Drop", "loopback node c: unknown", "loopback node d: unknown"], states.Select(state => state.ToString()));
        Assert.Equal(("default", "kubectl-edit", new DateTimeOffset(2026, 11, 1, 10, 0, 0, TimeSpan.Zero)), (states[0].Source, states[0].Manager, states[0].Since));
        Assert.Contains("nodeSelector", states[2].Reason, StringComparison.Ordinal);
        Assert.Contains("'Nonsense'", states[3].Reason, StringComparison.Ordinal);
        Assert.Equal(AuditMode.Accept, (await ReadAsync(loopback.KubeConfig, "b")).States.Single().Mode);
    }

    [Fact]
    public async Task Configurations_that_may_not_be_read_leave_the_mode_unknown()
    {
        var made = KubeMadeUp.Of(("/apis/projectcalico.org/v3/felixconfigurations", ""));
        using var loopback = new KubeLoopback(address => address.AbsolutePath.EndsWith("/felixconfigurations", StringComparison.Ordinal)
            ? KubeLoopback.Refusal("felixconfigurations.projectcalico.org is forbidden: User \"eve\" cannot list resource \"felixconfigurations\" in API group \"projectcalico.org\" at the cluster scope")
            : made(address));
        var reading = await ReadAsync(loopback.KubeConfig);
        Assert.Equal("felixconfigurations.projectcalico.org", Assert.Single(reading.Errors).MissingRight!.Resource);
        Assert.Equal((null, null), (Assert.Single(reading.States).Mode, reading.States[0].IsOpen));
    }

    [Fact]
    public async Task Nothing_is_said_where_nothing_is_configured_and_Felix_drops()
    {
        var made = KubeMadeUp.Of();
        using var loopback = new KubeLoopback(address => made(address));
        var state = Assert.Single((await ReadAsync(loopback.KubeConfig)).States);
        Assert.Equal((AuditMode.Drop, null, null), (state.Mode, state.Source, state.Since));
    }

    private static AuditModeWriter Writer(string config)
    {
        Programs.NeedKubectl();
        return new(new(new() { KubeConfig = config }));
    }

    private static Task<AuditModeChange> PlanAsync(AuditModeWriter writer, string node, AuditMode mode) => LearnedAsync(() => writer.PlanAsync(node, mode, Token));

    private static Task<AuditModeChange> ApplyAsync(AuditModeWriter writer, AuditModeChange planned) => LearnedAsync(() => writer.ApplyAsync(planned, Token));

    /// <summary>Asks until it is known: a server needs a moment to learn a new field.</summary>
    private static async Task<AuditModeChange> LearnedAsync(Func<Task<AuditModeChange>> ask)
    {
        for (var tries = 0; ; tries++)
        {
            var change = await ask();
            if (change.Error?.Message.Contains("does not know", StringComparison.Ordinal) != true || tries == 60) return change;
            await Task.Delay(500, Token);
        }
    }

    private static async Task<AuditModeReading> ReadAsync(string config, params string[] nodes)
    {
        Programs.NeedKubectl();
        await foreach (var reading in new AuditModeReader(nodes, 8).ReadAsync([new(new() { KubeConfig = config })], Token)) return reading;
        throw new InvalidOperationException("Nothing was read.");
    }

    private static async Task<string> SpecAsync(KubeServer server, string name)
    {
        using var found = JsonDocument.Parse(await server.KubectlAsync(null, "get", "felixconfigurations.projectcalico.org", name, "-o", "json"));
        return JsonSerializer.Serialize(found.RootElement.GetProperty("spec").EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal).ToDictionary(field => field.Name, field => field.Value));
    }
}
