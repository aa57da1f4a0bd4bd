using System.Diagnostics;

namespace Summit.Store.Tests;

public sealed class SqliteCrashTests : CrashTests
{
    protected override Provider Provider => Provider.Sqlite;
}

public sealed class PostgresCrashTests : CrashTests
{
    protected override Provider Provider => Provider.Postgres;
}

/// <summary>
/// A writing process is killed at random points. SUMMIT_CRASHES says how often for each provider (default 12), SUMMIT_SEED replays a run.
/// </summary>
public abstract class CrashTests : StoreTests
{
    [Fact]
    public async Task Killed_AnyTime_AcknowledgedIsThere_HalvesAreNot_NoGaps()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("SUMMIT_CRASHES"), out var n) ? n : 12;
        var seed = Workload.Seed();
        var random = new Random(seed);
        var database = await Provider.NewDatabaseAsync();
        var acknowledged = new long[CrashWorkload.Writers];
        for (var round = 0; round < rounds; round++)
        {
            await KillAsync(database, random, seed, acknowledged);
            await VerifyAsync(database, acknowledged, $"seed {seed}, round {round}");
        }
        Assert.True(acknowledged.Sum() >= rounds, "every round must have written something");
    }

    // Lets the workload write for a random number of acknowledgements and a little more, then kills it.
    private static async Task KillAsync(string database, Random random, int seed, long[] acknowledged)
    {
        using var process = Workload.Start("crash", database, seed, 0);
        var left = random.Next(1, 60);
        var spin = random.Next(0, 200_000);
        while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            Note(line, acknowledged);
            if (--left == 0)
            {
                Thread.SpinWait(spin);
                process.Kill();
            }
        }
        await process.WaitForExitAsync(Cancellation);
        Assert.True(left <= 0, "the workload ended by itself: " + await process.StandardError.ReadToEndAsync(Cancellation));
    }

    private static void Note(string line, long[] acknowledged)
    {
        // A line cut off by the kill acknowledges nothing.
        if (line.Split(' ') is [var writer, var counter, _] && int.TryParse(writer, out var w) && long.TryParse(counter, out var c))
        {
            acknowledged[w] = Math.Max(acknowledged[w], c);
        }
    }

    private async Task VerifyAsync(string database, long[] acknowledged, string round)
    {
        await using var store = await OpenAsync(database);
        var snapshot = await store.ReadAsync(ReadPoint.Latest, Cancellation);
        for (var w = 0; w < acknowledged.Length; w++)
        {
            var left = await snapshot.FindAsync(Summits, $"summits/left-{w}", Visibility.Everything, Cancellation);
            var right = await snapshot.FindAsync(Summits, $"summits/right-{w}", Visibility.Everything, Cancellation);
            Assert.True(left?.Counter == right?.Counter && left?.Note == right?.Note, $"{round}: half a transaction of writer {w}");
            Assert.True((left?.Counter ?? 0) >= acknowledged[w], $"{round}: writer {w} was told {acknowledged[w]}, the store has {left?.Counter}");
            acknowledged[w] = left?.Counter ?? 0;
        }
        var revisions = new List<long>();
        var after = new Revision(0, store.Epoch);
        while (after.Number < snapshot.Revision.Number)
        {
            var page = await store.Feed.ListChangesAsync(new ChangeQuery { Visibility = Visibility.Everything, After = after }, 1000, Cancellation);
            foreach (var commit in page.Changes.GroupBy(c => c.Revision.Number))
            {
                Assert.True(commit.Count() == 2, $"{round}: revision {commit.Key} has {commit.Count()} changes");
                revisions.Add(commit.Key);
            }
            after = page.Revision;
        }
        Assert.Equal(Enumerable.Range(1, (int)snapshot.Revision.Number).Select(i => (long)i), revisions);
        Assert.Equal(acknowledged.Sum(), snapshot.Revision.Number);
    }
}

/// <summary>Starts the workload program.</summary>
internal static class Workload
{
    /// <summary>A new seed, or the one of SUMMIT_SEED; printed either way.</summary>
    public static int Seed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SUMMIT_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"SUMMIT_SEED={seed}");
        return seed;
    }

    public static Process Start(string mode, string database, int seed, int count)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Summit.Store.Workload.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileName(path).StartsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet",
            [program, mode, database, $"{seed}", $"{count}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
