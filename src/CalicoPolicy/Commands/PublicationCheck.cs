using System.Management.Automation;
using CalicoPolicy.Core.Publishing;

namespace CalicoPolicy.Commands;

/// <summary>
/// A check of a publication, tried until it passes. When its time is over the publication is taken back, even while the check hangs;
/// what is decided first counts.
/// </summary>
internal sealed class PublicationCheck : IDisposable
{
    private const int Undecided = 0;
    private const int Passed = 1;
    private const int Reverting = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ScriptBlock _script;
    private readonly Func<Task<IReadOnlyList<PublicationResult>>> _revert;
    private readonly ManualResetEventSlim _decided = new();
    private readonly Timer _timer;
    private volatile Task<IReadOnlyList<PublicationResult>>? _reverted;
    private int _state;

    /// <summary>Starts the clock.</summary>
    public PublicationCheck(ScriptBlock script, TimeSpan time, Func<Task<IReadOnlyList<PublicationResult>>> revert)
    {
        _script = script;
        _revert = revert;
        _timer = new(_ => Revert(), null, time, System.Threading.Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the check failed with last; null where it only gave nothing true.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Runs the check, again and again, until it passes or its time is over.</summary>
    /// <param name="published">What was published; the script's <c>$_</c>.</param>
    public bool Passes(IReadOnlyList<PublicationResult> published)
    {
        while (Volatile.Read(ref _state) == Undecided)
        {
            if (PassesOnce(published) && Interlocked.CompareExchange(ref _state, Passed, Undecided) == Undecided) return true;
            _decided.Wait(Pause);
        }

        return false;
    }

    /// <summary>Takes the publication back now, without waiting for it: whoever waits for the check has left.</summary>
    /// <returns>What becomes of that; nothing where it was decided before that it stays.</returns>
    public Task<IReadOnlyList<PublicationResult>> Abandon()
    {
        Revert();
        return _reverted ?? Task.FromResult<IReadOnlyList<PublicationResult>>([]);
    }

    /// <summary>What became of taking it back.</summary>
    public IReadOnlyList<PublicationResult> Reverted() => _reverted?.GetAwaiter().GetResult() ?? [];

    /// <inheritdoc />
    public void Dispose()
    {
        _timer.Dispose();
        _decided.Dispose();
    }

    private bool PassesOnce(IReadOnlyList<PublicationResult> published)
    {
        try
        {
            var output = _script.InvokeWithContext(null, [new PSVariable("_", published)], published[0].Cluster);
            Failure = null;
            return output.Count > 0 && LanguagePrimitives.IsTrue(output[^1]);
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            Failure = exception;
            return false;
        }
    }

    private void Revert()
    {
        if (Interlocked.CompareExchange(ref _state, Reverting, Undecided) != Undecided) return;
        _reverted = Task.Run(_revert);
        try
        {
            _decided.Set();
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }
}
