using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Nations.V1;
using Date = Google.Type.Date;

namespace Summit.Gateway.Tests.History;

/// <summary>
/// Real processes, concurrent clients, faults: what every client saw is held against what the stores held.
/// SUMMIT_HISTORY_SEED repeats what clients do and what goes wrong, SUMMIT_HISTORY_SECONDS says for how long (default 25),
/// SUMMIT_HISTORY_FILE checks the file of an earlier run instead.
/// </summary>
[Collection(HistoryCollection.Name)]
public sealed class LiveHistoryTests(ITestOutputHelper output)
{
    private const int Shown = 20;
    private const int LeastCalls = 100;

    [Fact]
    public async Task FaultsRestoresAndMidnight_EveryAnswer_KeepsThePromise()
    {
        var folder = Directory.CreateTempSubdirectory("summit-history-").FullName;
        var saved = Environment.GetEnvironmentVariable("SUMMIT_HISTORY_FILE");
        var history = saved is null ? await RecordAsync(folder) : RunHistory.Load(saved);
        var figures = new RunFigures(history);
        output.WriteLine($"seed {history.Seed}: {figures}");

        var violations = HistoryChecker.Check(history);
        if (violations.Count > 0)
        {
            var file = Path.Combine(folder, "history.json");
            history.Save(file);
            Assert.Fail(string.Join(Environment.NewLine, [$"seed {history.Seed}, history in {file}: {violations.Count} violations", .. violations.Take(Shown).Select(v => $"{v}")]));
        }

        AssertNotVacuous(figures, history);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> DigestAsync(LiveSystem system)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{system.Service.Port}");
        return (await new DecisionService.DecisionServiceClient(channel).GetDecisionAsync(new GetDecisionRequest { Name = WorkNames.Decision })).Digest;
    }

    // The consents that were given first end with the day that ends during the run.
    private static async Task<bool> RanOutAsync(LiveSystem system)
    {
        var changes = new ChangeService.ChangeServiceClient(system.Service.Channel);
        var request = new ListChangesRequest { NamesOnly = true, PageSize = 1000 };
        ListChangesResponse page;
        do
        {
            page = await changes.ListChangesAsync(request);
            request.AfterRevision = page.Revision;
            request.AfterName = page.PartName;
        }
        while (page.More && !page.Changes.Any(RunFigures.IsByTime));

        return page.Changes.Any(RunFigures.IsByTime);
    }

    private async Task<RunHistory> RecordAsync(string folder)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SUMMIT_HISTORY_SEED"), out var given) ? given : Random.Shared.Next();
        var time = TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("SUMMIT_HISTORY_SECONDS"), out var seconds) ? seconds : 25);
        output.WriteLine($"seed {seed}, {time.TotalSeconds} s, in {folder}");
        var recorder = new Recorder(new RunHistory { Seed = seed, Lease = (long)LiveSystem.Lease.TotalMicroseconds });
        await using var system = await LiveSystem.StartAsync(folder);
        var names = new WorkNames(new Date { Year = system.LastDay.Year, Month = system.LastDay.Month, Day = system.LastDay.Day }, await DigestAsync(system));
        var tokens = new Dictionary<string, string>
        {
            ["viewer"] = system.Token(Role.Viewer),
            ["secretariat"] = system.Token(Role.Secretariat),
            ["FRA"] = system.Token(Role.Delegate, "FRA"),
            ["POL"] = system.Token(Role.Delegate, "POL"),
        };
        WorkClient Client(int number, string name, string scope, Endpoint[] gateways, bool session = false, int strong = 0, int pause = 20)
        {
            var caller = new Caller(name, scope, scope.Length == 3 ? scope : null, tokens[scope], session, strong, pause);
            return new WorkClient(recorder, caller, gateways, system.Service, names, new Random(HashCode(seed, number)));
        }

        var both = system.Gateways;
        WorkClient[] clients =
        [
            Client(1, "viewer-1", "viewer", both),
            Client(2, "viewer-2", "viewer", both, session: true),
            Client(3, "viewer-3", "viewer", both, strong: 30),
            Client(4, "secretariat-1", "secretariat", both, session: true),
            Client(5, "fra-1", "FRA", both, session: true, pause: 60),
            Client(6, "fra-2", "FRA", both, pause: 60),
            Client(7, "pol-1", "POL", both, session: true, strong: 10, pause: 60),
            Client(8, "pol-2", "POL", both, pause: 60),
            Client(9, "poller-1", "viewer", both[..1], pause: 6),
            Client(10, "poller-2", "viewer", both[1..], pause: 6),
        ];
        foreach (var client in clients[4..8])
        {
            await client.GiveAsync();
        }

        await system.MoveClockAsync(untilMidnight: TimeSpan.FromSeconds(10));
        using var stop = new CancellationTokenSource();
        var working = clients.Select(c => Task.Run(() => c.RunAsync(stop.Token))).ToList();
        await new FaultSchedule(system, recorder, new Random(HashCode(seed, 0))).RunAsync(time);
        // A slow machine does less in the same time, and a run that met too little proves too little.
        await Eventually.HoldsAsync("clients write often enough", () => recorder.Count(o => o is { Kind: OperationKind.Write, Status: "OK" }) > LeastCalls);
        await Eventually.HoldsAsync("gateways answer from memory often enough", () => recorder.Count(o => o.Cache == "hit") > 3 * LeastCalls);
        await Eventually.HoldsAsync("a consent runs out", () => RanOutAsync(system));
        await stop.CancelAsync();
        await Task.WhenAll(working);
        await system.AddLogsAsync(recorder, tokens);
        return recorder.History;
    }

    private static void AssertNotVacuous(RunFigures figures, RunHistory history)
    {
        Assert.All(FaultSchedule.Kinds, kind => Assert.True(figures.Faults.ContainsKey(kind), $"{kind} did not happen"));
        Assert.All(["hit", "miss", "bypass", "stale"], outcome => Assert.True(figures.Outcomes.ContainsKey(outcome), $"no answer was a {outcome}"));
        Assert.True(figures.MemoryHits > LeastCalls, $"{figures.MemoryHits} hits from memory");
        Assert.True(figures.RedisHits > 0, "no hit from Redis");
        Assert.True(figures.RedisHitsAfterRestart > 0, "no hit from Redis after a restart");
        Assert.True(figures.Writes > LeastCalls, $"{figures.Writes} writes");
        Assert.True(figures.Expired > 0, "no consent ran out");
        Assert.True(history.Logs.Count > 1, "no store was restored");
        Assert.Equal(history.Logs.Count, history.Logs.Select(l => l.Epoch).Distinct().Count());
    }

    // The same in every process, unlike System.HashCode.
    private static int HashCode(int seed, int number) => unchecked((seed * 31) + number);
}

/// <summary>Runs alone: it fills the machine by itself.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HistoryCollection
{
    public const string Name = "history";
}
