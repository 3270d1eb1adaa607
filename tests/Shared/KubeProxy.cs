using System.Net;
using System.Security.Cryptography;

namespace CalicoPolicy.Tests.Shared;

/// <summary>A proxy on loopback in front of a real API server, which sees every request, and counts those that change something.</summary>
public sealed class KubeProxy : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _real;
    private readonly CancellationTokenSource _ending = new();
    private int _writes;

    /// <summary>Starts it.</summary>
    /// <param name="realConfig">The kubeconfig of the real server.</param>
    public KubeProxy(string realConfig)
    {
        _real = KubeLoopback.ClientOf(File.ReadAllText(realConfig));
        _real.Timeout = TimeSpan.FromMinutes(5);
        File.WriteAllText(KubeConfig, $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "{{Start()}}"} }]
            users: [{name: u, user: {token: t} }]
            contexts: [{name: proxy, context: {cluster: c, user: u} }]
            current-context: proxy
            """);
        _ = ServeAsync();
    }

    /// <summary>A kubeconfig that leads to it, in the context <c>proxy</c>.</summary>
    public string KubeConfig { get; } = Path.GetTempFileName();

    /// <summary>How many requests changed something, or tried to; dry runs do not count.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Answers in place of the real server, by method and address; null leaves it to that.</summary>
    public Func<string, Uri, (int Status, string Body)?> Answer { get; set; } = static (_, _) => null;

    /// <summary>Is called after the real server did the given write, before its answer goes out.</summary>
    public Func<int, Task> Written { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _listener.Close();
        _real.Dispose();
        _ending.Dispose();
        File.Delete(KubeConfig);
    }

    private string Start()
    {
        // The listener takes no port 0; another process may take the one that was free a moment ago.
        for (var tries = 0; ; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
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
        try
        {
            var request = context.Request;
            var isWrite = request.HttpMethod is "POST" or "PUT" or "PATCH" or "DELETE" && !request.Url!.Query.Contains("dryRun", StringComparison.Ordinal);
            if (Answer(request.HttpMethod, request.Url!) is { } given)
            {
                await SendAsync(context, given.Status, "application/json", System.Text.Encoding.UTF8.GetBytes(given.Body));
                return;
            }

            using var passed = new HttpRequestMessage(new(request.HttpMethod), request.Url!.PathAndQuery);
            if (request.HasEntityBody)
            {
                var body = new MemoryStream();
                await request.InputStream.CopyToAsync(body, _ending.Token);
                passed.Content = new ByteArrayContent(body.ToArray());
                if (request.ContentType is { } type) passed.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            if (request.Headers["Accept"] is { } accept) passed.Headers.TryAddWithoutValidation("Accept", accept);
            using var answer = await _real.SendAsync(passed, _ending.Token);
            if (isWrite) await Written(Interlocked.Increment(ref _writes));
            await SendAsync(context, (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsByteArrayAsync(_ending.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpListenerException or ObjectDisposedException or IOException or HttpRequestException)
        {
            // Whoever asked has gone, the real server has, or the test is over.
            context.Response.Abort();
        }
    }

    private async Task SendAsync(HttpListenerContext context, int status, string? type, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.OutputStream.WriteAsync(body, _ending.Token);
        context.Response.Close();
    }
}
