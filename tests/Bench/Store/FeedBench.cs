using System.Diagnostics;
using Summit.Store;
using Summit.Store.Tests;
using Resource = Summit.Store.Tests.Summit;

namespace Summit.Bench.Store;

/// <summary>From commit to watcher: the delay for one, what a thousand cost the writer, and what a thousand cost that the commits do not concern.</summary>
internal static class FeedBench
{
    private const int Commits = 300;
    private const int CommitsPerSecond = 50;
    private const int Watchers = 1000;
    private static readonly CommitInfo Info = new() { Actor = "bench", Method = "bench" };

    public static async Task RunAsync(string database)
    {
        await using var store = await ResourceStore.OpenAsync(new StoreOptions { Database = database }, Resources.Types);
        var (alone, delays) = await MeasureAsync(store, 1);
        delays.Sort();
        Console.WriteLine($"  commit to watcher    {delays[delays.Count / 2] * 1e6,9:F0} us median, {delays[delays.Count * 99 / 100] * 1e6:F0} us at 99 %");
        var (crowd, all) = await MeasureAsync(store, Watchers);
        all.Sort();
        Console.WriteLine(
            $"  {Watchers:N0} watchers       {Commits / crowd.TotalSeconds,9:F0} commits/s with every event delivered; with one {Commits / alone.TotalSeconds:F0}; median delay {all[all.Count / 2] * 1e3:F2} ms, {all[all.Count * 99 / 100] * 1e3:F2} ms at 99 %");
        var (quiet, idle) = (await ProcessorAsync(store, 0), await ProcessorAsync(store, Watchers));
        Console.WriteLine($"  {Watchers:N0} of other types  {idle.TotalMicroseconds,9:F0} us of processor a commit; without them {quiet.TotalMicroseconds:F0}: {idle / quiet:F2} times");
    }

    // Processor time of a commit beside watches of a type that it does not change, at a pace that leaves them time to sleep.
    private static async Task<TimeSpan> ProcessorAsync(ResourceStore store, int watchers)
    {
        var first = (await store.Feed.ProbeAsync(CancellationToken.None)).Number;
        using var end = new CancellationTokenSource();
        using var ready = new CountdownEvent(watchers);
        var watching = Enumerable.Range(0, watchers).Select(_ => Task.Run(async () =>
        {
            var query = new ChangeQuery { Visibility = Visibility.Published, Collections = [Resources.Positions.Collection] };
            await foreach (var step in store.Feed.WatchAsync(query, TimeSpan.FromMinutes(5), end.Token))
            {
                if (step.Revision.Number == first)
                {
                    ready.Signal(); // It has begun.
                }
            }
        })).ToList();
        await Task.Run(ready.Wait);
        var before = Environment.CpuUsage.TotalTime;
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / CommitsPerSecond));
        for (var i = 1; i <= Commits && await pace.WaitForNextTickAsync(); i++)
        {
            await store.CommitAsync(Info, t => t.Put(Resources.Summits, new Resource { Name = "summits/f", Counter = t.Revision.Number }), CancellationToken.None);
        }
        var used = (Environment.CpuUsage.TotalTime - before) / Commits;
        await end.CancelAsync();
        await Task.WhenAll(watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return used;
    }

    // One commit at a time; the time until every watcher has seen all of them, and each delivery's delay after its acknowledgement.
    private static async Task<(TimeSpan Time, List<double> Delays)> MeasureAsync(ResourceStore store, int watchers)
    {
        var first = (await store.Feed.ProbeAsync(CancellationToken.None)).Number;
        var acknowledged = new long[Commits + 1];
        var seen = new long[watchers][];
        using var ready = new CountdownEvent(watchers);
        var watching = Enumerable.Range(0, watchers).Select(w => Task.Run(async () =>
        {
            seen[w] = new long[Commits + 1];
            ready.Signal();
            await foreach (var step in store.Feed.WatchAsync(
                new ChangeQuery { Visibility = Visibility.Published, After = new Revision(first, store.Epoch) }, TimeSpan.FromMinutes(5), CancellationToken.None))
            {
                var now = Stopwatch.GetTimestamp();
                foreach (var change in step.Changes)
                {
                    seen[w][change.Revision.Number - first] = now;
                }
                if (step.Revision.Number >= first + Commits)
                {
                    return;
                }
            }
        })).ToList();
        await Task.Run(ready.Wait);
        var start = Stopwatch.GetTimestamp();
        for (var i = 1; i <= Commits; i++)
        {
            await store.CommitAsync(Info, t => t.Put(Resources.Summits, new Resource { Name = "summits/f", Counter = t.Revision.Number }), CancellationToken.None);
            acknowledged[i] = Stopwatch.GetTimestamp();
        }
        await Task.WhenAll(watching);
        var time = Stopwatch.GetElapsedTime(start);
        var delays = new List<double>();
        foreach (var times in seen)
        {
            for (var i = 1; i <= Commits; i++)
            {
                // A watcher may be quicker than the writer's own return.
                delays.Add(Math.Max(0, Stopwatch.GetElapsedTime(acknowledged[i], times[i]).TotalSeconds));
            }
        }
        return (time, delays);
    }
}
