using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Whether it still makes sense to ask the server: one that is gone is not asked for every resource.</summary>
internal sealed class ServerHealth
{
    // One slow admission webhook is no dead server; two calls without an answer and none with one between them are.
    private const int TimeoutsThatMeanDown = 2;

    private readonly object _lock = new();
    private ServerError? _down;
    private int _timeouts;

    /// <summary>What every further call would meet; null while the server answers.</summary>
    public ServerError? Down
    {
        get
        {
            lock (_lock) return _down;
        }
    }

    /// <summary>Takes note of a call's outcome.</summary>
    public void Saw(ServerError? error)
    {
        lock (_lock)
        {
            _timeouts = error?.Category == ServerErrorCategory.Timeout ? _timeouts + 1 : 0;
            if (error is not null && (error.IsFatal || _timeouts >= TimeoutsThatMeanDown)) _down ??= error;
        }
    }
}
