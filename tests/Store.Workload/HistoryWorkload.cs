using System.Diagnostics;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using static Summit.Store.Tests.Resources;

namespace Summit.Store.Tests;

/// <summary>One operation as its process saw it. Times are of the machine's monotonic clock, the same for all processes.</summary>
public sealed record Operation(
    string Kind, long Start, long End, long Revision, Dictionary<string, string> Reads, Dictionary<string, string?> Writes);

/// <summary>Random transactions, reads and a watch; the seed decides what each task does, the machine decides when.</summary>
public static class HistoryWorkload
{
    public const int Keys = 8;
    private const int Tasks = 4;
    private static readonly Lock Output = new();

    public static async Task RunAsync(ResourceStore store, int seed, int count)
    {
        using var done = new CancellationTokenSource();
        var watch = WatchAsync(store, new Random(HashCode.Combine(seed, -1)), done.Token);
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(t => Task.Run(() => WorkAsync(store, new Random(HashCode.Combine(seed, t)), $"{seed}.{t}", count))));
        var end = await store.Feed.ProbeAsync(CancellationToken.None);
        Tell(new Operation("end", 0, 0, end.Number, [], []));
        await watch.WaitAsync(TimeSpan.FromMinutes(2)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await done.CancelAsync();

        async Task WatchAsync(ResourceStore s, Random random, CancellationToken cancellationToken)
        {
            var at = new Revision(0, s.Epoch);
            // Starts again now and then from where it was, until it has seen a revision that is newer than all work of this process.
            while (!cancellationToken.IsCancellationRequested)
            {
                var steps = random.Next(1, 30);
                await foreach (var step in s.Feed.WatchAsync(
                    new ChangeQuery { Visibility = Visibility.Everything, After = at }, TimeSpan.FromMilliseconds(100), cancellationToken))
                {
                    foreach (var commit in step.Changes.GroupBy(c => c.Revision.Number))
                    {
                        Tell(new Operation("watch", 0, 0, commit.Key, [], commit.ToDictionary(c => c.Name, c => ((Summit?)c.Resource)?.Note)));
                    }
                    at = step.Revision;
                    if (step.Changes.Any(c => ((Summit?)c.Resource)?.Note == "the end"))
                    {
                        return;
                    }
                    if (--steps == 0)
                    {
                        break;
                    }
                }
            }
        }
    }

    private static async Task WorkAsync(ResourceStore store, Random random, string who, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            switch (random.Next(10))
            {
                case < 5:
                    await WriteAsync(store, random, $"{who}.{i}", start);
                    break;
                case < 8:
                    Tell(await ReadAsync(store, "latest", ReadPoint.Latest, start));
                    break;
                default:
                    var newest = (await store.ReadAsync(ReadPoint.Latest, CancellationToken.None)).Revision;
                    Tell(await ReadAsync(store, "past", ReadPoint.At(newest with { Number = random.NextInt64(newest.Number + 1) }), start));
                    break;
            }
        }
    }

    private static async Task WriteAsync(ResourceStore store, Random random, string value, long start)
    {
        var keys = Enumerable.Range(0, Keys).OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(Name).ToList();
        var delete = random.Next(6) == 0;
        Dictionary<string, string> reads = [];
        Dictionary<string, string?> writes = [];
        var committed = await store.CommitAsync(
            new CommitInfo { Actor = value, Method = "history" },
            t =>
            {
                // Only what the last run of this body saw and wrote counts.
                (reads, writes) = ([], []);
                foreach (var key in keys)
                {
                    var found = t.Find(Summits, key);
                    reads[key] = found?.Note ?? "";
                    if (delete && found is not null)
                    {
                        t.Delete(Summits, key, found.Etag);
                        writes[key] = null;
                    }
                    else if (!delete)
                    {
                        t.Put(Summits, new Summit { Name = key, Note = value }, found?.Etag);
                        writes[key] = value;
                    }
                }
                return new Empty();
            },
            CancellationToken.None);
        Tell(new Operation("write", start, Stopwatch.GetTimestamp(), committed.Revision.Number, reads, writes));
    }

    private static async Task<Operation> ReadAsync(ResourceStore store, string kind, ReadPoint point, long start)
    {
        var snapshot = await store.ReadAsync(point, CancellationToken.None);
        var all = await snapshot.ListAllAsync(Summits, "", Visibility.Everything, CancellationToken.None);
        return new Operation(kind, start, Stopwatch.GetTimestamp(), snapshot.Revision.Number, all.ToDictionary(s => s.Name, s => s.Note), []);
    }

    private static string Name(int key) => $"summits/k{key}";

    private static void Tell(Operation operation)
    {
        lock (Output)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(operation));
        }
    }
}
