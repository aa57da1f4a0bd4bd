using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Summit.Logistics.Scheduling;

/// <summary>
/// The threads that run planning: one fewer than there are cores, at least one. They run at a lower priority than all other threads,
/// so that other calls keep their latency. Waiting calls are served in the order of their arrival. Calls that do not fit into the
/// queue are refused.
/// </summary>
public sealed class PlanningWorkers : IDisposable
{
    /// <summary>The most calls that can wait.</summary>
    public const int MostWaiting = 32;

    private readonly Channel<Action> _queue = Channel.CreateUnbounded<Action>();
    private readonly int _mostWaiting;
    private int _waiting;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Number of threads; default: one fewer than cores, at least 1.</param>
    /// <param name="mostWaiting">The most calls that can wait.</param>
    public PlanningWorkers(int? threads = null, int mostWaiting = MostWaiting)
    {
        _mostWaiting = mostWaiting;
        for (var i = 0; i < (threads ?? Math.Max(1, Environment.ProcessorCount - 1)); i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"planning-{i}", Priority = ThreadPriority.BelowNormal }.Start();
        }
    }

    /// <summary>Runs work on one of the threads.</summary>
    /// <param name="work">The work. It observes the token itself.</param>
    /// <param name="cancellationToken">Ends the wait. Work that has not begun is not started.</param>
    /// <exception cref="PlanningBusyException">Too many calls are already waiting.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > _mostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            PlanningMetrics.Refused.Add(1);
            throw new PlanningBusyException();
        }

        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waits = 1;
        var arrived = Stopwatch.GetTimestamp();
        PlanningMetrics.Waiting.Add(1);
        await using var cancelled = cancellationToken.Register(() =>
        {
            done.TrySetCanceled(cancellationToken);
            Leave();
        });
        _queue.Writer.TryWrite(() =>
        {
            Leave();
            using var running = PlanningMetrics.Begin(arrived);
            Complete(done, work);
        });
        return await done.Task;

        // A caller that gives up leaves its place in the queue at once, even while all threads are busy.
        void Leave()
        {
            if (Interlocked.Exchange(ref waits, 0) == 1)
            {
                Interlocked.Decrement(ref _waiting);
                PlanningMetrics.Waiting.Add(-1);
            }
        }
    }

    /// <summary>Runs work on one of the threads and passes on what it finds on the way.</summary>
    /// <param name="work">The work. It observes the token itself and reports to its argument.</param>
    /// <param name="send">
    /// Called with what was found, in order. While it runs, newer findings replace older ones, so that a slow reader misses some of
    /// them but does not block a worker.
    /// </param>
    /// <param name="cancellationToken">Ends the wait. Work that has not begun is not started.</param>
    /// <exception cref="PlanningBusyException">Too many calls are already waiting.</exception>
    public async Task<T> RunAsync<TFound, T>(Func<Action<TFound>, T> work, Func<TFound, Task> send, CancellationToken cancellationToken)
    {
        var found = Channel.CreateBounded<TFound>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var result = CompleteAsync();
        await foreach (var item in found.Reader.ReadAllAsync(cancellationToken))
        {
            await send(item);
        }

        return await result;

        async Task<T> CompleteAsync()
        {
            try
            {
                return await RunAsync(() => work(item => found.Writer.TryWrite(item)), cancellationToken);
            }
            finally
            {
                found.Writer.TryComplete();
            }
        }
    }

    /// <summary>Ends the threads after their current work.</summary>
    public void Dispose() => _queue.Writer.TryComplete();

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work)
    {
        if (done.Task.IsCompleted)
        {
            return;
        }

        try
        {
            done.TrySetResult(work());
        }
        catch (OperationCanceledException e)
        {
            done.TrySetCanceled(e.CancellationToken);
        }
        catch (Exception e)
        {
            // Any exception belongs to the caller that waits for it; this thread continues with the next call.
            done.TrySetException(e);
        }
    }

    private void Work()
    {
        LowerPriority();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryRead(out var work))
            {
                work();
            }
        }
    }

    // .NET ignores the priority of a thread on Linux. There each thread has a niceness of its own, and the threads of the solver inherit it.
    private static void LowerPriority()
    {
        const int process = 0; // PRIO_PROCESS, which on Linux means one thread
        const int caller = 0;
        const int niceness = 10;
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(process, caller, niceness); // Where the system forbids it, planning runs at the priority of all threads.
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    private static extern int SetPriority(int kind, uint id, int niceness);
}
