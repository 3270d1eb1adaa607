using System.Collections.Concurrent;

namespace CalicoPolicy.Core.Documents;

/// <summary>Work on many inputs at once, with the results in the order of the inputs and only a few of them waiting.</summary>
internal static class OrderedParallel
{
    /// <summary>The results, in order. Inputs are taken on the caller's thread; leaving the enumeration early ends the work.</summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(
        IEnumerable<TSource> inputs, Func<TSource, CancellationToken, TResult> work, int parallelism, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var waiting = new BlockingCollection<Task<TResult>>();
        var workers = new Task[parallelism];
        for (var index = 0; index < parallelism; index++)
            workers[index] = Task.Run(RunAll, CancellationToken.None);
        try
        {
            var started = new Queue<Task<TResult>>();
            foreach (var input in inputs)
            {
                var task = new Task<TResult>(() => work(input, stopping.Token));
                started.Enqueue(task);
                waiting.Add(task, cancellationToken);

                // More than are worked on, so that a long input does not leave the workers without any.
                if (started.Count >= parallelism * 2)
                    yield return Wait(started.Dequeue());
            }

            waiting.CompleteAdding();
            while (started.Count > 0)
                yield return Wait(started.Dequeue());
        }
        finally
        {
            stopping.Cancel();
            waiting.CompleteAdding();
            Task.WaitAll(workers, CancellationToken.None);
        }

        void RunAll()
        {
            foreach (var task in waiting.GetConsumingEnumerable(CancellationToken.None))
            {
                // Nobody waits for what is left when the enumeration has ended.
                if (!stopping.IsCancellationRequested)
                    task.RunSynchronously(TaskScheduler.Default);
                _ = task.Exception;
            }
        }

        TResult Wait(Task<TResult> task)
        {
            try
            {
                task.Wait(cancellationToken);
            }
            catch (AggregateException)
            {
                // Comes out of the next line as what it is.
            }

            return task.GetAwaiter().GetResult();
        }
    }
}
