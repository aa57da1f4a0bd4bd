using System.Diagnostics;
using Google.Protobuf;
using Summit.Store;
using Summit.Store.Tests;
using Resource = Summit.Store.Tests.Summit;

namespace Summit.Bench.Store;

/// <summary>
/// The store against the disk and against the same statements issued straight to the database. What is compared is
/// measured in turns in one run, a slice of each at a time, so that a busy machine is busy for both.
/// </summary>
public static class StoreBench
{
    private const int Slices = 10;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(400);
    private static readonly CommitInfo Info = new() { Actor = "bench", Method = "bench" };

    /// <summary>Runs everything; <c>million</c> among the arguments fills a store with a million changes, otherwise a hundred thousand.</summary>
    public static async Task RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        try
        {
            Console.WriteLine("store, SQLite");
            await ProviderAsync(Path.Combine(folder, "store.db"), Path.Combine(folder, "raw.db"), folder);
            await FeedBench.RunAsync(Path.Combine(folder, "feed.db"));
            await GrowthAsync(Path.Combine(folder, "growth.db"), args.Contains("million") ? 1_000_000 : 100_000);
            if (PostgresServer.FindPrograms() is not null)
            {
                Console.WriteLine("store, PostgreSQL");
                await using var server = await PostgresServer.StartNewAsync();
                await ProviderAsync(server.ConnectionString, null, null);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ProviderAsync(string database, string? rawDatabase, string? disk)
    {
        await using var store = await ResourceStore.OpenAsync(new StoreOptions { Database = database }, Resources.Types);
        // SQLite has one owner, so the raw statements have a file of their own; PostgreSQL is shared, in turns.
        if (rawDatabase is not null)
        {
            await StoreBackup.MigrateAsync(new StoreOptions { Database = rawDatabase }, CancellationToken.None);
        }
        await using var raw = new RawStatements(rawDatabase ?? database);
        using var append = disk is null ? null : new AppendAndSync(Path.Combine(disk, "append.bin"));
        var data = new Resource { Name = "summits/s0", Counter = 1, Note = new string('n', 200) }.ToByteArray();
        var number = 0;

        var one = new Rate();
        var many = new Rate();
        var straight = new Rate();
        var sync = new Rate();
        for (var slice = 0; slice < Slices; slice++)
        {
            await one.MeasureAsync(() => WriteAsync(store, 1));
            await straight.MeasureAsync(() => Loop(() => raw.Commit($"summits/r{number++ % 100}", data)));
            await many.MeasureAsync(() => WriteAsync(store, 32));
            if (append is not null)
            {
                await sync.MeasureAsync(() => Loop(append.Append));
            }
        }
        Console.WriteLine($"  one writer           {one.PerSecond,9:F0} commits/s; the same statements straight {straight.PerSecond,9:F0}: {straight.PerSecond / one.PerSecond:F2}x the time (aim 1.3)");
        if (append is not null)
        {
            Console.WriteLine($"  append and sync      {sync.PerSecond,9:F0} /s: one durable commit at {one.PerSecond / sync.PerSecond:F2} of the disk's rate (aim 0.8)");
        }
        Console.WriteLine($"  32 writers           {many.PerSecond,9:F0} commits/s: {many.PerSecond / one.PerSecond:F1}x one writer (aim 4)");

        var reads = new Rate();
        var straightReads = new Rate();
        var head = rawDatabase is null ? (long?)null : long.MaxValue;
        for (var slice = 0; slice < Slices; slice++)
        {
            await reads.MeasureAsync(() => ReadAsync(store, "summits/w0-1"));
            await straightReads.MeasureAsync(() => Loop(() => raw.Read("summits/r1", head)));
        }
        Console.WriteLine($"  point read           {1e6 / reads.PerSecond,9:F1} us; the same statements straight {1e6 / straightReads.PerSecond,9:F1} us: {straightReads.PerSecond / reads.PerSecond:F2}x the time (aim 1.3)");
    }

    // What a commit and a read cost in a young store and after many changes of the same resources.
    private static async Task GrowthAsync(string database, int changes)
    {
        await using var store = await ResourceStore.OpenAsync(new StoreOptions { Database = database }, Resources.Types);
        await FillAsync(store, 10_000);
        var (commits, reads, lists) = await CostsAsync(store);
        await FillAsync(store, changes);
        var (laterCommits, laterReads, laterLists) = await CostsAsync(store);
        Console.WriteLine(
            $"  after {changes:N0} changes: a commit costs {commits / laterCommits:F2}x, a point read {reads / laterReads:F2}x, a list {lists / laterLists:F2}x of what it did after 10,000");
    }

    private static async Task FillAsync(ResourceStore store, int changes)
    {
        const int Writers = 128;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < changes / Writers / 10; i++)
            {
                await store.CommitAsync(Info, t => Fill(t, w), CancellationToken.None);
            }
        })));

        // Ten resources a commit; a thousand resources in all.
        static Resource Fill(Transaction t, int writer)
        {
            Resource? last = null;
            for (var k = 0; k < 10; k++)
            {
                last = t.Put(Resources.Summits, new Resource { Name = $"summits/g{((writer * 10) + k) % 1000}", Counter = t.Revision.Number });
            }
            return last!;
        }
    }

    private static async Task<(double Commits, double Reads, double Lists)> CostsAsync(ResourceStore store)
    {
        var (commits, reads, lists) = (new Rate(), new Rate(), new Rate());
        for (var slice = 0; slice < Slices; slice++)
        {
            await commits.MeasureAsync(() => WriteAsync(store, 1));
            await reads.MeasureAsync(() => ReadAsync(store, "summits/g7"));
            await lists.MeasureAsync(async () =>
            {
                var snapshot = await store.ReadAsync(ReadPoint.Latest, CancellationToken.None);
                await snapshot.ListAsync(Resources.Summits, new ListQuery { Visibility = Visibility.Published, PageSize = 100 }, CancellationToken.None);
                return 1;
            });
        }
        return (commits.PerSecond, reads.PerSecond, lists.PerSecond);
    }

    private static async Task<int> WriteAsync(ResourceStore store, int writers)
    {
        var note = new string('n', 200);
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            var done = 0;
            while (Stopwatch.GetElapsedTime(start) < Slice)
            {
                var name = $"summits/w{w}-{done % 100}";
                await store.CommitAsync(
                    Info, t => t.Put(Resources.Summits, new Resource { Name = name, Counter = t.Revision.Number, Note = note }), CancellationToken.None);
                done++;
            }
            return done;
        })));
        return counts.Sum();
    }

    private static async Task<int> ReadAsync(ResourceStore store, string name)
    {
        var start = Stopwatch.GetTimestamp();
        var done = 0;
        while (Stopwatch.GetElapsedTime(start) < Slice)
        {
            var snapshot = await store.ReadAsync(ReadPoint.Latest, CancellationToken.None);
            await snapshot.GetAsync(Resources.Summits, name, Visibility.Published, CancellationToken.None);
            done++;
        }
        return done;
    }

    private static Task<int> Loop(Action action) => Task.Run(() =>
    {
        var start = Stopwatch.GetTimestamp();
        var done = 0;
        while (Stopwatch.GetElapsedTime(start) < Slice)
        {
            action();
            done++;
        }
        return done;
    });

    private static Task<int> Loop(Func<object> action) => Loop(() => { action(); });

    /// <summary>Operations per second over several slices.</summary>
    private sealed class Rate
    {
        private long _count;
        private TimeSpan _time;

        public double PerSecond => _count / _time.TotalSeconds;

        public async Task MeasureAsync(Func<Task<int>> run)
        {
            var start = Stopwatch.GetTimestamp();
            _count += await run();
            _time += Stopwatch.GetElapsedTime(start);
        }
    }

    /// <summary>The least a durable commit can be: some bytes at the end of a file, and a sync.</summary>
    private sealed class AppendAndSync(string file) : IDisposable
    {
        private readonly FileStream _file = new(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        private readonly byte[] _record = new byte[512];

        public void Append()
        {
            _file.Write(_record);
            _file.Flush(flushToDisk: true);
        }

        public void Dispose() => _file.Dispose();
    }
}
