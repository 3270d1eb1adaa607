using System.Net;

namespace CalicoPolicy.Tests.Shared;

/// <summary>A proxy on loopback in front of a real API server, which sees every request, and counts those that change something.</summary>
public sealed class KubeProxy : KubeListener
{
    private readonly HttpClient _real;
    private int _writes;

    /// <summary>Starts it.</summary>
    /// <param name="realConfig">The kubeconfig of the real server.</param>
    public KubeProxy(string realConfig)
        : base("proxy")
    {
        _real = KubeLoopback.ClientOf(File.ReadAllText(realConfig));
        _real.Timeout = TimeSpan.FromMinutes(5);
        Serve();
    }

    /// <summary>How many requests changed something, or tried to; dry runs do not count.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Answers in place of the real server, by method and address; null leaves it to that.</summary>
    public Func<string, Uri, (int Status, string Body)?> Answer { get; set; } = static (_, _) => null;

    /// <summary>Is called after the real server did the given write, before its answer goes out.</summary>
    public Func<int, Task> Written { get; set; } = static _ => Task.CompletedTask;

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _real.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc />
    private protected override async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var request = context.Request;
            var isWrite = request.HttpMethod is "POST" or "PUT" or "PATCH" or "DELETE" && !request.Url!.Query.Contains("dryRun", StringComparison.Ordinal);
            if (Answer(request.HttpMethod, request.Url!) is { } given)
            {
                await SendAsync(context, given.Status, given.Body);
                return;
            }

            using var passed = new HttpRequestMessage(new(request.HttpMethod), request.Url!.PathAndQuery);
            if (request.HasEntityBody)
            {
                var body = new MemoryStream();
                await request.InputStream.CopyToAsync(body, Ending);
                passed.Content = new ByteArrayContent(body.ToArray());
                if (request.ContentType is { } type) passed.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            if (request.Headers["Accept"] is { } accept) passed.Headers.TryAddWithoutValidation("Accept", accept);
            using var answer = await _real.SendAsync(passed, Ending);
            if (isWrite) await Written(Interlocked.Increment(ref _writes));
            await SendAsync(context, (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsByteArrayAsync(Ending));
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpListenerException or ObjectDisposedException or IOException or HttpRequestException)
        {
            // Whoever asked has gone, the real server has, or the test is over.
            context.Response.Abort();
        }
    }
}
