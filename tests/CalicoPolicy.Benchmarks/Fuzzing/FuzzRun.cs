using System.Collections.Concurrent;
using System.Diagnostics;
using CalicoPolicy.Tests.Shared.Fuzzing;

namespace CalicoPolicy.Benchmarks.Fuzzing;

/// <summary>
/// Hands mutated inputs to targets, on all processors. Input number <c>n</c> depends on the seed and <c>n</c> only, whichever thread it
/// falls to, so that a failure can be had again alone.
/// </summary>
internal sealed class FuzzRun
{
    /// <summary>A single input that takes longer is a failure too.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private const int MaxFailures = 20;

    private readonly IReadOnlyList<FuzzTarget> _targets;
    private readonly TextMutator[] _mutators;
    private readonly int _seed;
    private readonly ConcurrentDictionary<string, FuzzFailure> _failures = new(StringComparer.Ordinal);
    private long _done;

    public FuzzRun(IReadOnlyList<FuzzTarget> targets, int seed)
    {
        _targets = targets;
        _mutators = [.. targets.Select(target => new TextMutator(target.Seeds, target.Tokens))];
        _seed = seed;
    }

    /// <summary>How many inputs are done; may be read while it runs.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>The first failure of each kind.</summary>
    public IReadOnlyCollection<FuzzFailure> Failures => [.. _failures.Values.OrderBy(failure => failure.Index)];

    /// <summary>Runs inputs <paramref name="first"/> and those after it. Ends early after many different failures.</summary>
    public void Run(long first, long count, CancellationToken cancellationToken)
    {
        var blocks = Partitioner.Create(first, first + count, rangeSize: 256);
        Parallel.ForEach(blocks, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, (block, state) =>
        {
            for (var index = block.Item1; index < block.Item2 && !state.IsStopped && !cancellationToken.IsCancellationRequested; index++)
            {
                if (One(index) is { } failure) _failures.TryAdd(failure.Kind, failure);
                Interlocked.Increment(ref _done);
            }

            if (_failures.Count >= MaxFailures) state.Stop();
        });
    }

    /// <summary>The text of an input, and which target it is for.</summary>
    public (FuzzTarget Target, string Input) Input(long index)
    {
        var random = new Random(HashCode(index));
        var pick = random.Next(_targets.Sum(target => target.Weight));
        var which = 0;
        while (pick >= _targets[which].Weight) pick -= _targets[which++].Weight;
        return (_targets[which], _mutators[which].Next(random));
    }

    private FuzzFailure? One(long index)
    {
        var (target, input) = Input(index);
        var started = Stopwatch.GetTimestamp();
        try
        {
            target.Run(input);
        }
#pragma warning disable CA1031 // Every exception that comes out is what this looks for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(target.Name, index, input, exception);
        }

        var time = Stopwatch.GetElapsedTime(started);
        return time <= MaxTime ? null : new(target.Name, index, input, new FuzzViolationException($"It took {time.TotalSeconds:F1} s."));
    }

    // Neighbouring seeds of Random give alike beginnings; this spreads them.
    private int HashCode(long index)
    {
        var hash = unchecked(((ulong)index + 1) * 0x9E3779B97F4A7C15UL) ^ unchecked((ulong)_seed * 0xC2B2AE3D27D4EB4FUL);
        hash = unchecked((hash ^ (hash >> 31)) * 0xBF58476D1CE4E5B9UL);
        return (int)(hash >> 33);
    }
}
