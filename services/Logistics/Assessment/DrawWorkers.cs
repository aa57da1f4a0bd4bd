using Summit.Logistics.Scheduling;

namespace Summit.Logistics.Assessment;

/// <summary>
/// Runs draws on the calling thread and on the threads for planning that are free. Which thread computes a draw does not matter, so
/// the result does not depend on their number.
/// </summary>
internal sealed class DrawWorkers(PlanningWorkers planning)
{
    private const int Slice = 16;

    /// <summary>Computes draws in order until all are done or the deadline is reached.</summary>
    /// <param name="count">Number of draws.</param>
    /// <param name="start">Called once on each thread; returns what computes the draw with an index.</param>
    /// <param name="deadline">When no further draws begin.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <returns>The number of draws done: all with a lower index are complete.</returns>
    public async Task<int> RunAsync(int count, Func<Action<int>> start, DateTime deadline, CancellationToken cancellationToken)
    {
        var next = 0;
        var helpers = Enumerable.Range(0, Environment.ProcessorCount - 1).Select(_ => new Helper(planning, Work)).ToList();
        await Task.Run(Work, cancellationToken);
        await Task.WhenAll(helpers.Select(h => h.EndAsync()));
        cancellationToken.ThrowIfCancellationRequested();
        return Math.Min(count, next);

        void Work()
        {
            Action<int>? draw = null;
            while (!cancellationToken.IsCancellationRequested && DateTime.UtcNow < deadline && Interlocked.Add(ref next, Slice) - Slice is var first && first < count)
            {
                draw ??= start();
                for (var index = first; index < Math.Min(count, first + Slice); index++)
                {
                    draw(index);
                }
            }

        }
    }

    /// <summary>Work that waits for a free thread for planning, until it is not needed any more.</summary>
    private sealed class Helper
    {
        private const int Waiting = 0;
        private const int Begun = 1;
        private const int NotNeeded = 2;

        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _state;

        public Helper(PlanningWorkers planning, Action work) => _ = planning.RunAsync(() => Run(work), CancellationToken.None)
            .ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

        /// <summary>Waits for work that has begun. Work that has not begun never does.</summary>
        public Task EndAsync() => Interlocked.CompareExchange(ref _state, NotNeeded, Waiting) == Waiting ? Task.CompletedTask : _ended.Task;

        private bool Run(Action work)
        {
            if (Interlocked.CompareExchange(ref _state, Begun, Waiting) != Waiting)
            {
                return false;
            }

            try
            {
                work();
                _ended.SetResult();
            }
            catch (Exception e)
            {
                // It belongs to the caller, who waits for the end.
                _ended.SetException(e);
            }

            return true;
        }
    }
}
