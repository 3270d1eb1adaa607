using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>The real kubectl against real servers: every category of error as it comes.</summary>
public class KubectlServerTests(KubeApi api)
{
    private static readonly string[] Get = ["get", "tiers.v3.projectcalico.org", "-o", "json"];

    private static readonly string[] Apply = ["apply", "--server-side", "--dry-run=server", "--field-manager=calicopolicy", "-o", "json", "-f", "-"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_comes_with_exit_code_0()
    {
        var server = await api.CrdAsync();
        var result = await Kubectl(server.AdminConfig).RunAsync(Get, null, Token);
        Assert.Null(result.Error);
        Assert.Contains("\"kind\": \"List\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_context_is_known_without_a_server()
    {
        Programs.NeedKubectl();
        using var config = new TemporaryConfig("https://127.0.0.1:1");
        Assert.Equal((new ClusterContext("made-up", "shop"), null), await ClusterContext.ReadAsync(Kubectl(config.Path), Token));
    }

    [Fact]
    public async Task A_wrong_context_is_UnknownContext()
    {
        Programs.NeedKubectl();
        using var config = new TemporaryConfig("https://127.0.0.1:1");
        var kubectl = new KubectlProcess(new() { KubeConfig = config.Path, Context = "nope" });
        Assert.Equal(ServerErrorCategory.UnknownContext, (await kubectl.RunAsync(Get, null, Token)).Error!.Category);
        var (context, error) = await ClusterContext.ReadAsync(kubectl, Token);
        Assert.Null(context);
        Assert.Equal(ServerErrorCategory.UnknownContext, error!.Category);
    }

    [Fact]
    public async Task A_missing_kubeconfig_is_UnknownContext()
    {
        Programs.NeedKubectl();
        var file = Path.Combine(Path.GetTempPath(), KubeServer.NewName("no"));
        Assert.Equal(ServerErrorCategory.UnknownContext, (await Kubectl(file).RunAsync(Get, null, Token)).Error!.Category);
        Assert.Equal($"There is no kubeconfig at '{file}'.", (await ClusterContext.ReadAsync(Kubectl(file), Token)).Error!.Message);
    }

    [Fact]
    public async Task A_refused_connection_is_Unreachable()
    {
        Programs.NeedKubectl();
        using var config = new TemporaryConfig("https://127.0.0.1:1");
        var error = (await Kubectl(config.Path).RunAsync(Get, null, Token)).Error!;
        Assert.Equal(
            (ServerErrorCategory.Unreachable, "The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?"),
            (error.Category, error.Message));
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_Certificate()
    {
        var server = await api.FullAsync();
        var text = await File.ReadAllTextAsync(server.AdminConfig, Token);
        using var config = new TemporaryConfig(Between(text, "server: \"", "\""));
        Assert.Equal(ServerErrorCategory.Certificate, (await Kubectl(config.Path).RunAsync(Get, null, Token)).Error!.Category);
    }

    [Fact]
    public async Task A_wrong_token_is_Unauthorized()
    {
        var server = await api.FullAsync();
        var text = await File.ReadAllTextAsync(server.AdminConfig, Token);
        using var config = new TemporaryConfig(Between(text, "server: \"", "\""), $"certificate-authority: {Between(text, "certificate-authority: ", "}")}");
        Assert.Equal(ServerErrorCategory.Unauthorized, (await Kubectl(config.Path).RunAsync(Get, null, Token)).Error!.Category);
    }

    [Fact]
    public async Task A_missing_right_is_Forbidden_and_named()
    {
        var server = await api.FullAsync();
        var read = (await Kubectl(server.ReadOnlyConfig).RunAsync(["get", "networkpolicies.v3.projectcalico.org", "p", "-n", "shop"], null, Token)).Error!;
        Assert.Equal(ServerErrorCategory.Forbidden, read.Category);
        Assert.Equal(new("readonly", "get", "networkpolicies.projectcalico.org", "shop"), read.MissingRight);

        var write = (await Kubectl((await api.CrdAsync()).ReadOnlyConfig).RunAsync(Apply, Tier("t", "order: 1"), Token)).Error!;
        Assert.Equal(new("readonly", "patch", "tiers.projectcalico.org", null), write.MissingRight);
    }

    [Fact]
    public async Task A_missing_object_is_NotFound()
    {
        var server = await api.CrdAsync();
        var error = (await Kubectl(server.AdminConfig).RunAsync(["get", "tiers.v3.projectcalico.org", "no-such-tier"], null, Token)).Error!;
        Assert.Equal((ServerErrorCategory.NotFound, "tiers.projectcalico.org \"no-such-tier\" not found"), (error.Category, error.Message));
    }

    [Fact]
    public async Task An_existing_object_is_AlreadyExists()
    {
        var server = await api.CrdAsync();
        var error = (await Kubectl(server.AdminConfig).RunAsync(["create", "namespace", "default"], null, Token)).Error!;
        Assert.Equal((ServerErrorCategory.AlreadyExists, "namespaces \"default\" already exists"), (error.Category, error.Message));
    }

    [Fact]
    public async Task A_wrong_word_is_Invalid_and_its_field_named()
    {
        var server = await api.CrdAsync();
        var error = (await Kubectl(server.AdminConfig).RunAsync(Apply, Tier("t", "defaultAction: Log"), Token)).Error!;
        Assert.Equal(ServerErrorCategory.Invalid, error.Category);
        Assert.Equal(new("spec.defaultAction", "Unsupported value: \"Log\": supported values: \"Pass\", \"Deny\""), error.Causes[0]);
    }

    [Fact]
    public async Task A_broken_rule_of_the_CRD_is_Invalid()
    {
        var server = await api.CrdAsync();
        var error = (await Kubectl(server.AdminConfig).RunAsync(Apply, Tier("default", "order: 5"), Token)).Error!;
        Assert.Equal(ServerErrorCategory.Invalid, error.Category);
        Assert.Equal([new(string.Empty, "Invalid value: default tier order must be 1000000")], error.Causes);
    }

    [Fact]
    public async Task An_unknown_field_is_Invalid_on_new_and_old_servers()
    {
        foreach (var server in (KubeServer[])[await api.CrdAsync(), await api.FullAsync()])
        {
            var error = (await Kubectl(server.AdminConfig).RunAsync(Apply, Tier("t", "bogus: 1"), Token)).Error!;
            Assert.True(error.Category == ServerErrorCategory.Invalid, error.ToString());
            Assert.Equal(["spec.bogus"], error.Causes.Select(cause => cause.Path));
        }
    }

    [Fact]
    public async Task A_field_of_another_manager_is_a_Conflict()
    {
        var server = await api.CrdAsync();
        var name = KubeServer.NewName("conflict");
        await server.KubectlAsync(Tier(name, "order: 5"), "apply", "--server-side", "--field-manager=other", "-f", "-");
        try
        {
            var error = (await Kubectl(server.AdminConfig).RunAsync(Apply, Tier(name, "order: 6"), Token)).Error!;
            Assert.Equal(ServerErrorCategory.Conflict, error.Category);
            Assert.Equal([new("spec.order", "owned by field manager 'other'", "other")], error.Causes);
        }
        finally
        {
            await server.KubectlAsync(null, "delete", "tiers.v3.projectcalico.org", name);
        }
    }

    [Fact]
    public async Task A_cluster_without_Calico_is_UnknownKind_and_says_what_is_missing()
    {
        var server = await api.BareAsync();
        var error = (await Kubectl(server.AdminConfig).RunAsync(Apply, Tier("t", "order: 1"), Token)).Error!;
        Assert.Equal(ServerErrorCategory.UnknownKind, error.Category);
        Assert.StartsWith("The cluster does not serve Calico's projectcalico.org/v3 API", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_beyond_ASCII_survives_the_way_to_the_server_and_back()
    {
        var server = await api.CrdAsync();
        const string Text = "Größe — 政策 𝄞 🐈";
        var result = await Kubectl(server.AdminConfig).RunAsync(
            [.. Apply[..^4], "-o", "jsonpath={.metadata.annotations.note}", "-f", "-"], Tier("t", "order: 1", Text), Token);
        Assert.Equal(Text, result.Output);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_a_Timeout()
    {
        Programs.NeedKubectl();
        using var silent = new SilentServer();
        using var config = new TemporaryConfig(silent.Address);
        var kubectl = new KubectlProcess(new() { KubeConfig = config.Path, Timeout = TimeSpan.FromSeconds(2) });
        var result = await kubectl.RunAsync(Get, null, Token);
        Assert.Equal(ServerErrorCategory.Timeout, result.Error!.Category);
        Assert.True(await silent.WasLeftAsync(Token), "kubectl still holds its connection.");
    }

    [Fact]
    public async Task Cancellation_ends_kubectl_at_once()
    {
        Programs.NeedKubectl();
        using var silent = new SilentServer();
        using var config = new TemporaryConfig(silent.Address);
        using var cancel = new CancellationTokenSource();
        var call = Kubectl(config.Path).RunAsync(Get, null, cancel.Token);
        await silent.WasCalledAsync(Token);
        var clock = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2000);
        Assert.True(await silent.WasLeftAsync(Token), "kubectl still holds its connection.");
    }

    private static KubectlProcess Kubectl(string config) => new(new() { KubeConfig = config });

    private static string Tier(string name, string spec, string note = "") => $$"""
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: {{name}}, annotations: { note: "{{note}}" } }
        spec: { {{spec}} }
        """;

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    /// <summary>A kubeconfig for an address, with a token that no server knows.</summary>
    private sealed class TemporaryConfig : IDisposable
    {
        public TemporaryConfig(string address, string authority = "") =>
            File.WriteAllText(Path, $$"""
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "{{address}}", {{authority}} } }]
                users: [{name: u, user: {token: wrong} }]
                contexts: [{name: made-up, context: {cluster: c, user: u, namespace: shop} }]
                current-context: made-up
                """);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }

    /// <summary>A server that accepts a connection and never says a word.</summary>
    private sealed class SilentServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task<Socket> _call;

        public SilentServer()
        {
            _listener.Start();
            _call = _listener.AcceptSocketAsync();
        }

        public string Address => $"http://{_listener.LocalEndpoint}";

        public Task WasCalledAsync(CancellationToken token) => _call.WaitAsync(token);

        public async Task<bool> WasLeftAsync(CancellationToken token)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
            patience.CancelAfter(TimeSpan.FromSeconds(10));
            using var socket = await _call.WaitAsync(patience.Token);
            var buffer = new byte[4096];
            try
            {
                while (await socket.ReceiveAsync(buffer, patience.Token) > 0)
                {
                }

                return true;
            }
            catch (SocketException)
            {
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
