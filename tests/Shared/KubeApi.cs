using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

[assembly: AssemblyFixture(typeof(CalicoPolicy.Tests.Shared.KubeApi))]

namespace CalicoPolicy.Tests.Shared;

/// <summary>
/// Real API servers for tests. The folder that CALICOPOLICY_KUBE_API names has <c>start.sh [crd|full]</c> and <c>stop.sh</c>
/// (state in KUBE_API_DIR, three ports from PORT on, the kubeconfig's path printed last). Each server starts when the first test wants it,
/// once per run, and stops with the test process, however that ends. Without the variable, the cluster of CALICOPOLICY_TEST_KUBECONFIG
/// serves; without that, the tests are skipped.
/// </summary>
public sealed class KubeApi : IAsyncDisposable
{
    // The shell lives as long as its standard input: the server goes even when the test process is killed.
    private const string Script = """
        trap '' INT TERM
        bash "$1/start.sh" "$2" < /dev/null || exit 1
        read -r _
        bash "$1/stop.sh" "$2"
        rm -rf "$KUBE_API_DIR"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Task<KubeServer>> _servers = [];
    private readonly List<Process> _shells = [];

    // A kubectl that lives for fifty milliseconds need not collect its garbage: a sixth of what it costs, and there are thousands.
    static KubeApi() => Environment.SetEnvironmentVariable("GOGC", "400");

    /// <summary>CRDs with their rules and admission policies; no RBAC, but its read-only user may only read.</summary>
    public Task<KubeServer> CrdAsync() => GetAsync("crd", "crd", withCalico: true);

    /// <summary>The same again, for tests that publish: what others put there is in the way of whoever looks at the whole cluster.</summary>
    public Task<KubeServer> PublishingAsync() => GetAsync("publishing", "crd", withCalico: true);

    /// <summary>The same without Calico's API.</summary>
    public Task<KubeServer> BareAsync() => GetAsync("bare", "crd", withCalico: false);

    /// <summary>A whole API server with RBAC and the built-in kinds' own validation; it knows no rules in CRDs.</summary>
    public Task<KubeServer> FullAsync() => GetAsync("full", "full", withCalico: true);

    /// <summary>A server like <see cref="CrdAsync"/> that nobody else uses, for tests of a whole cluster.</summary>
    /// <param name="name">Whose it is: the same one for the same name.</param>
    public Task<KubeServer> AloneAsync(string name) => GetAsync("alone-" + name, "crd", withCalico: true);

    /// <summary>Stops what was started.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var shell in _shells)
        {
            shell.StandardInput.Close();
            await shell.WaitForExitAsync();
            shell.Dispose();
        }
    }

    private Task<KubeServer> GetAsync(string name, string kind, bool withCalico)
    {
        var folder = Environment.GetEnvironmentVariable("CALICOPOLICY_KUBE_API");
        var given = Environment.GetEnvironmentVariable("CALICOPOLICY_TEST_KUBECONFIG");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.SkipWhen(string.IsNullOrEmpty(given), "Needs an API server: set CALICOPOLICY_KUBE_API or CALICOPOLICY_TEST_KUBECONFIG.");
            Assert.SkipWhen(name != "crd", "Needs an API server of its own: set CALICOPOLICY_KUBE_API.");
            return Task.FromResult(new KubeServer(given!, null, null));
        }

        lock (_servers)
        {
            if (!_servers.TryGetValue(name, out var server)) _servers.Add(name, server = Task.Run(() => StartAsync(folder, kind, withCalico)));
            return server;
        }
    }

    private async Task<KubeServer> StartAsync(string folder, string kind, bool withCalico)
    {
        var state = Directory.CreateTempSubdirectory("calicopolicy-kube-").FullName;
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", Script, "kube-api", folder, kind]) start.ArgumentList.Add(argument);
        start.Environment["KUBE_API_DIR"] = state;
        start.Environment["PORT"] = FreePorts(3).ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["CALICO"] = withCalico ? "yes" : "no";
        start.Environment.Remove("KUBECONFIG");
        start.Environment.Remove("GOGC");
        var shell = Process.Start(start)!;
        lock (_shells) _shells.Add(shell);

        var errors = new StringBuilder();
        shell.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        shell.BeginErrorReadLine();
        while (await shell.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("KUBECONFIG=", StringComparison.Ordinal)) continue;
            var configs = Path.GetDirectoryName(line["KUBECONFIG=".Length..])!;
            var server = new KubeServer(Path.Combine(configs, "kubeconfig.admin"), Path.Combine(configs, "kubeconfig.readonly"), Path.Combine(configs, "kubeconfig.editor"));
            if (withCalico) await ReadyAsync(server, kind == "crd");
            return server;
        }

        throw new InvalidOperationException($"{folder}/start.sh {kind} failed: {errors}");
    }

    /// <summary>Waits until the server takes policies: kinds and admission policies are there a moment later than the server itself.</summary>
    private static async Task ReadyAsync(KubeServer server, bool hasAdmission)
    {
        const string Probe = """{"apiVersion":"projectcalico.org/v3","kind":"GlobalNetworkPolicy","metadata":{"name":"ready"},"spec":{"tier":"default"}}""";
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                var answer = await server.KubectlAsync(Probe, "create", "--dry-run=server", "-o", "json", "-f", "-");
                if (!hasAdmission || answer.Contains("projectcalico.org/tier", StringComparison.Ordinal) || watch.Elapsed > Patience) return;
            }
            catch (InvalidOperationException) when (watch.Elapsed < Patience)
            {
                // Not yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
    }

    /// <summary>The first of some ports in a row that are free; below those that the system hands out by itself.</summary>
    private static int FreePorts(int count)
    {
        while (true)
        {
            var first = RandomNumberGenerator.GetInt32(20_000, 32_000);
            if (Enumerable.Range(first, count).All(IsFree)) return first;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
