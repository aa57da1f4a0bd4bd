using System.Text.Json;

namespace Summit.Store.Tests;

/// <summary>
/// Several processes work on one PostgreSQL; what they saw is checked against a model that applies the writes one by one
/// in the order of their revisions. SUMMIT_SEED repeats what each task does; SUMMIT_HISTORY says how many operations each
/// of a process's tasks does (default 60).
/// </summary>
public sealed class HistoryTests : StoreTests
{
    private const int Processes = 3;

    protected override Provider Provider => Provider.Postgres;

    [Fact]
    public async Task ManyProcesses_EveryObservationFitsOneHistory()
    {
        var seed = Workload.Seed();
        var count = int.TryParse(Environment.GetEnvironmentVariable("SUMMIT_HISTORY"), out var n) ? n : 60;
        var database = Store.Options.Database;
        var ended = 0;
        var last = 0L;
        void Ended()
        {
            if (Interlocked.Increment(ref ended) == Processes)
            {
                _ = PutEndAsync();
            }
        }

        async Task PutEndAsync() => last = (await PutAsync(NewSummit("end", note: "the end"))).Revision.Number;

        var running = Enumerable.Range(0, Processes).Select(async p =>
        {
            using var process = Workload.Start("history", database, seed + p, count);
            var errors = process.StandardError.ReadToEndAsync(Cancellation);
            var told = new List<Operation>();
            while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
            {
                told.Add(JsonSerializer.Deserialize<Operation>(line)!);
                if (told[^1].Kind == "end")
                {
                    // A last commit, newer than everything: the watchers stop when they have seen it.
                    Ended();
                }
            }
            await process.WaitForExitAsync(Cancellation);
            Assert.True(process.ExitCode == 0, await errors);
            return told;
        }).ToList();

        var logs = await Task.WhenAll(running);
        var file = Path.Combine(Path.GetTempPath(), $"summit-history-{seed}.jsonl");
        await File.WriteAllLinesAsync(file, logs.SelectMany((log, p) => log.Select(o => $"{p} {JsonSerializer.Serialize(o)}")), Cancellation);
        HistoryChecker.Check(logs, last);
        File.Delete(file);
    }
}

/// <summary>The model and its rules.</summary>
internal static class HistoryChecker
{
    public static void Check(IReadOnlyList<List<Operation>> logs, long last)
    {
        var all = logs.SelectMany(l => l).ToList();
        var commits = all.Where(o => o.Kind == "write" && o.Writes.Count > 0).OrderBy(o => o.Revision).ToList();
        // Revisions 1, 2, 3 … without a gap, each of one commit; the last is the test's own.
        Assert.Equal(Enumerable.Range(1, (int)last - 1).Select(i => (long)i), commits.Select(c => c.Revision));
        var states = States(commits);
        foreach (var write in all.Where(o => o.Kind == "write"))
        {
            // A transaction saw exactly what the commit before its own had left.
            var before = states[write.Writes.Count > 0 ? (int)write.Revision - 1 : (int)write.Revision];
            foreach (var (key, value) in write.Reads)
            {
                Assert.Equal((write.Revision, key, before.GetValueOrDefault(key, "")), (write.Revision, key, value));
            }
        }
        foreach (var read in all.Where(o => o.Kind is "latest" or "past"))
        {
            var state = read.Revision < last ? states[(int)read.Revision] : states[^1];
            Assert.Equal(state.OrderBy(p => p.Key, StringComparer.Ordinal), read.Reads.Where(p => p.Key != "summits/end").OrderBy(p => p.Key, StringComparer.Ordinal));
        }
        InRealTime(all);
        foreach (var log in logs)
        {
            Feed(log, commits, last);
        }
    }

    private static List<Dictionary<string, string>> States(List<Operation> commits)
    {
        List<Dictionary<string, string>> states = [new(StringComparer.Ordinal)];
        foreach (var commit in commits)
        {
            var next = new Dictionary<string, string>(states[^1], StringComparer.Ordinal);
            foreach (var (key, value) in commit.Writes)
            {
                if (value is null)
                {
                    next.Remove(key);
                }
                else
                {
                    next[key] = value;
                }
            }
            states.Add(next);
        }
        return states;
    }

    // What ended before an operation began is not newer than what the operation saw; a write comes after it.
    private static void InRealTime(List<Operation> all)
    {
        var timed = all.Where(o => o.Kind is "write" or "latest").ToList();
        var ends = new Queue<Operation>(timed.OrderBy(o => o.End));
        var newest = 0L;
        foreach (var operation in timed.OrderBy(o => o.Start))
        {
            while (ends.Count > 0 && ends.Peek().End < operation.Start)
            {
                newest = Math.Max(newest, ends.Dequeue().Revision);
            }
            var least = operation.Writes.Count > 0 ? newest + 1 : newest;
            Assert.True(operation.Revision >= least, $"{operation} began after revision {newest} was known");
        }
    }

    // Each watcher saw each revision once, in order, with exactly its changes.
    private static void Feed(List<Operation> log, List<Operation> commits, long last)
    {
        var seen = log.Where(o => o.Kind == "watch").ToList();
        Assert.Equal(Enumerable.Range(1, (int)last).Select(i => (long)i), seen.Select(o => o.Revision));
        for (var i = 0; i < commits.Count; i++)
        {
            Assert.Equal(
                commits[i].Writes.OrderBy(p => p.Key, StringComparer.Ordinal),
                seen[i].Writes.OrderBy(p => p.Key, StringComparer.Ordinal));
        }
    }
}
