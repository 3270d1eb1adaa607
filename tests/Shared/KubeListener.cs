using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CalicoPolicy.Tests.Shared;

/// <summary>An HTTP server on loopback that looks like an API server to kubectl.</summary>
public abstract class KubeListener : IDisposable
{
    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Starts it.</summary>
    /// <param name="context">The context of its kubeconfig.</param>
    private protected KubeListener(string context)
    {
        (_listener, Address) = Start();
        File.WriteAllText(KubeConfig, $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "{{Address}}"} }]
            users: [{name: u, user: {token: t} }]
            contexts: [{name: {{context}}, context: {cluster: c, user: u} }]
            current-context: {{context}}
            """);
    }

    /// <summary>Its address.</summary>
    public string Address { get; }

    /// <summary>A kubeconfig that leads to it.</summary>
    public string KubeConfig { get; } = Path.GetTempFileName();

    /// <summary>Cancelled when it ends.</summary>
    private protected CancellationToken Ending => _ending.Token;

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _listener.Close();
        Dispose(disposing: true);
        _ending.Dispose();
        File.Delete(KubeConfig);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what else there is.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Answers a request.</summary>
    private protected abstract Task AnswerAsync(HttpListenerContext context);

    /// <summary>Begins to answer; once all is there that answers need.</summary>
    private protected void Serve() => _ = ServeAsync();

    private protected Task SendAsync(HttpListenerContext context, int status, string body) => SendAsync(context, status, "application/json", Encoding.UTF8.GetBytes(body));

    private protected async Task SendAsync(HttpListenerContext context, int status, string? type, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.OutputStream.WriteAsync(body, Ending);
        context.Response.Close();
    }

    private static (HttpListener Listener, string Address) Start()
    {
        // The listener takes no port 0; another process may take the one that was free a moment ago, and what did not start is of no more use.
        for (var tries = 0; ; tries++)
        {
            var listener = new HttpListener();
            var address = FormattableString.Invariant($"http://127.0.0.1:{RandomNumberGenerator.GetInt32(20_000, 32_000)}");
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (tries < 50)
            {
                listener.Close();
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
}
