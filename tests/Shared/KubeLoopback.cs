using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace CalicoPolicy.Tests.Shared;

/// <summary>An API server on loopback: answers what a test gives it, and hands everything else to a real one where there is one.</summary>
public sealed class KubeLoopback : KubeListener
{
    private readonly Func<Uri, (int Status, string Body)?> _answer;
    private readonly HttpClient? _real;
    private readonly List<string> _requests = [];

    /// <summary>Starts it.</summary>
    /// <param name="answer">The answer to an address; null: what the real server says, or 404.</param>
    /// <param name="realConfig">The kubeconfig of the real server; null for none.</param>
    public KubeLoopback(Func<Uri, (int Status, string Body)?> answer, string? realConfig = null)
        : base("loopback")
    {
        _answer = answer;
        _real = realConfig is null ? null : ClientOf(File.ReadAllText(realConfig));
        Serve();
    }

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

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _real?.Dispose();
        base.Dispose(disposing);
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

    /// <inheritdoc />
    private protected override async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        lock (_requests) _requests.Add($"{request.HttpMethod} {Uri.UnescapeDataString(request.Url!.PathAndQuery)}");
        try
        {
            var (status, body) = _answer(request.Url!) ?? await AskAsync(request);
            if (status == 0)
            {
                // It never answers.
                await Task.Delay(Timeout.Infinite, Ending);
            }

            await SendAsync(context, status, body);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpListenerException or ObjectDisposedException or IOException)
        {
            // Whoever asked has gone, or the test is over.
        }
    }

    private async Task<(int Status, string Body)> AskAsync(HttpListenerRequest request)
    {
        if (_real is null) return Refusal("the server could not find the requested resource", 404, "NotFound");
        using var answer = await _real.GetAsync(request.Url!.PathAndQuery, Ending);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ending));
    }
}
