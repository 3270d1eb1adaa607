using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace CalicoPolicy.Tests.Shared;

/// <summary>An API server on loopback: answers what a test gives it, and hands everything else to a real one where there is one.</summary>
public sealed class KubeLoopback : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<Uri, (int Status, string Body)?> _answer;
    private readonly HttpClient? _real;
    private readonly List<string> _requests = [];
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Starts it.</summary>
    /// <param name="answer">The answer to an address; null: what the real server says, or 404.</param>
    /// <param name="realConfig">The kubeconfig of the real server; null for none.</param>
    public KubeLoopback(Func<Uri, (int Status, string Body)?> answer, string? realConfig = null)
    {
        _answer = answer;
        _real = realConfig is null ? null : ClientOf(File.ReadAllText(realConfig));
        Address = Start();
        File.WriteAllText(KubeConfig, $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "{{Address}}"} }]
            users: [{name: u, user: {token: t} }]
            contexts: [{name: loopback, context: {cluster: c, user: u} }]
            current-context: loopback
            """);
        _ = ServeAsync();
    }

    /// <summary>Its address.</summary>
    public string Address { get; }

    /// <summary>A kubeconfig that leads to it, in the context <c>loopback</c>.</summary>
    public string KubeConfig { get; } = Path.GetTempFileName();

    /// <summary>Method, path and query of each request so far.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    /// <summary>A refusal as an API server words it.</summary>
    public static (int Status, string Body) Refusal(string message, int code = 403, string reason = "Forbidden") =>
        (code, $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":{{System.Text.Json.JsonSerializer.Serialize(message)}},"reason":"{{reason}}","code":{{code}}}""");

    /// <summary>A list of objects, given as JSON.</summary>
    public static (int Status, string Body) ListOf(string apiVersion, string kind, string items = "", string next = "") =>
        (200, $$"""{"apiVersion":"{{apiVersion}}","kind":"{{kind}}List","metadata":{"continue":"{{next}}"},"items":[{{items}}]}""");

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _listener.Close();
        _real?.Dispose();
        _ending.Dispose();
        File.Delete(KubeConfig);
    }

    /// <summary>A client for a real server, with the credentials of its kubeconfig.</summary>
    internal static HttpClient ClientOf(string config)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(Regex.Match(config, @"certificate-authority: ([^ }\n]+)").Groups[1].Value);
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, chain, errors) =>
            {
                if (errors == SslPolicyErrors.None) return true;
                chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(authority);
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                return chain.Build(certificate!);
            },
        };
        var client = new HttpClient(handler) { BaseAddress = new(Regex.Match(config, "server: \"([^\"]+)\"").Groups[1].Value) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Regex.Match(config, @"token: (\w+)").Groups[1].Value);
        return client;
    }

    private string Start()
    {
        // The listener takes no port 0; another process may take the one that was free a moment ago.
        for (var tries = 0; ; tries++)
        {
            var port = System.Security.Cryptography.RandomNumberGenerator.GetInt32(20_000, 32_000);
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                _listener.Start();
                return $"http://127.0.0.1:{port}";
            }
            catch (HttpListenerException) when (tries < 50)
            {
                // The next one.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        lock (_requests) _requests.Add($"{request.HttpMethod} {Uri.UnescapeDataString(request.Url!.PathAndQuery)}");
        try
        {
            var (status, body) = _answer(request.Url!) ?? await AskAsync(request);
            if (status == 0)
            {
                // It never answers.
                await Task.Delay(Timeout.Infinite, _ending.Token);
            }

            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body), _ending.Token);
            context.Response.Close();
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpListenerException or ObjectDisposedException or IOException)
        {
            // Whoever asked has gone, or the test is over.
        }
    }

    private async Task<(int Status, string Body)> AskAsync(HttpListenerRequest request)
    {
        if (_real is null) return Refusal("the server could not find the requested resource", 404, "NotFound");
        using var answer = await _real.GetAsync(request.Url!.PathAndQuery, _ending.Token);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(_ending.Token));
    }
}
