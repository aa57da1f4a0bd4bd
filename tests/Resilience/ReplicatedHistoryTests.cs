using Grpc.Core;
using Summit.Api.V1;
using Summit.Gateway.Tests.History;
using Summit.Nations.V1;
using Date = Google.Type.Date;

namespace Summit.Resilience.Tests;

/// <summary>
/// Two replicas on PostgreSQL, two gateways, clients with and without Summit.Client, faults: what each client saw is held
/// against the store by the checker of the gateway's tests.
/// </summary>
[Collection(SystemCollection.Name)]
public sealed class ReplicatedHistoryTests(ReplicatedSystem system, ITestOutputHelper output)
{
    private const int Shown = 20;
    private const int CallsBetween = 100;
    private const string Library = "summit-client";
    private readonly Random _random = new(Settings.Seed);
    private Recorder _recorder = null!;

    [Fact]
    public async Task FaultsOfEveryPart_EveryAnswer_KeepsThePromise()
    {
        Assert.SkipUnless(Settings.History > TimeSpan.Zero, "SUMMIT_HISTORY_SECONDS gives no time");
        var history = await RecordAsync();

        output.WriteLine($"seed {history.Seed}: {new RunFigures(history)}");
        var violations = HistoryChecker.Check(history);
        if (violations.Count > 0)
        {
            var file = Path.Combine(Path.GetTempPath(), $"summit-replicated-{history.Seed}.json");
            history.Save(file);
            Assert.Fail(string.Join(Environment.NewLine, [$"seed {history.Seed}, history in {file}: {violations.Count} violations", .. violations.Take(Shown).Select(v => $"{v}")]));
        }
    }

    private async Task<RunHistory> RecordAsync()
    {
        _recorder = new Recorder(new RunHistory { Seed = Settings.Seed, Lease = (long)ReplicatedSystem.Lease.TotalMicroseconds });
        var service = new Endpoint("service", 0, system.Services[0].Endpoint.Invoker);
        var decision = await new DecisionService.DecisionServiceClient(service.Invoker).GetDecisionAsync(new GetDecisionRequest { Name = WorkNames.Decision });
        var names = new WorkNames(new Date { Year = 2099, Month = 12, Day = 31 }, decision.Digest);
        var gateways = system.Gateways.Select(g => g.Endpoint).ToArray();
        var tokens = new Dictionary<string, string>
        {
            ["viewer"] = system.Token(Role.Viewer),
            ["secretariat"] = system.Token(Role.Secretariat),
            ["FRA"] = system.Token(Role.Delegate, "FRA"),
            ["POL"] = system.Token(Role.Delegate, "POL"),
        };
        using var library = system.Client(Role.Viewer);
        Endpoint[] client = [new(Library, 0, library.InvokerOf(Question.Package))];
        WorkClient Client(int number, string scope, Endpoint[] endpoints, bool session = false, int strong = 0, int pause = 20) => new(
            _recorder, new Caller($"{scope}-{number}", scope, scope.Length == 3 ? scope : null, tokens[scope], session, strong, pause),
            endpoints, service, names, new Random((Settings.Seed * 31) + number));

        WorkClient[] clients =
        [
            Client(1, "viewer", gateways), Client(2, "viewer", gateways, session: true), Client(3, "viewer", gateways, strong: 30),
            Client(4, "secretariat", gateways, session: true), Client(5, "FRA", gateways, session: true), Client(6, "POL", gateways, strong: 10),
            Client(7, "viewer", client), Client(8, "viewer", client, strong: 20),
        ];
        await clients[4].GiveAsync();
        using var stop = new CancellationTokenSource();
        var working = clients.Select(c => Task.Run(() => c.RunAsync(stop.Token))).ToList();
        await HappenAsync();
        await stop.CancelAsync();
        await Task.WhenAll(working);
        await _recorder.AddLogAsync(service.Invoker, tokens.ToDictionary(t => t.Key, t => new CallOptions(new Metadata { { Summit.Client.SummitMetadata.Authorization, $"Bearer {t.Value}" } })));
        service.Dispose();
        client[0].Dispose();
        return _recorder.History;
    }

    /// <summary>Everything at least once, then on until the time is over.</summary>
    private async Task HappenAsync()
    {
        var end = TimeProvider.System.GetTimestamp() + (Settings.History.TotalSeconds * TimeProvider.System.TimestampFrequency);
        do
        {
            foreach (var (kind, target, happen) in Faults().OrderBy(_ => _random.Next()).ToList())
            {
                var enough = _recorder.Count(_ => true) + CallsBetween;
                await Eventually.HoldsAsync("clients go on", () => _recorder.Count(_ => true) >= enough);
                var start = Recorder.Now;
                await happen();
                await system.WorksAsync();
                _recorder.Add(new Fault(kind, target, start, Recorder.Now));
                if (target.StartsWith("gateway", StringComparison.Ordinal))
                {
                    // An outage before may have used up what Summit.Client may repeat.
                    _recorder.Add(new Fault(kind, Library, start, Recorder.Now));
                }
            }
        }
        while (TimeProvider.System.GetTimestamp() < end);
    }

    private IEnumerable<(string Kind, string Target, Func<Task> Happen)> Faults()
    {
        var gateway = system.Gateways[_random.Next(2)];
        var service = system.Services[_random.Next(2)];
        yield return ("gateway killed", gateway.Name, gateway.KillAndStartAsync);
        yield return ("service killed", "service", service.KillAndStartAsync);
        yield return ("service paused", "service", () => PauseAsync(service));
        yield return ("postgres crashed", "service", async () =>
        {
            await system.Postgres.CrashAsync();
            await system.Postgres.StartAsync();
        }
        );
        yield return ("redis killed", "redis", async () =>
        {
            system.Redis.Kill();
            await system.Redis.StartProcessAsync();
        }
        );
    }

    // Longer than the lease, so that what it knew is out of date when it goes on.
    private static async Task PauseAsync(Member member)
    {
        member.Pause();
        await Task.Delay(ReplicatedSystem.Lease * 2.4);
        member.Resume();
    }
}
