using Grpc.Core;

namespace Summit.Resilience.Tests;

/// <summary>What all replicas need goes away and comes back: calls may fail meanwhile, and nothing that was acknowledged is lost.</summary>
[Collection(SystemCollection.Name)]
public sealed class OutageTests(ReplicatedSystem system, ITestOutputHelper output)
{
    private const int AnswersBetween = 30;

    // What a caller may see while the store is away. Anything else would be a fault of ours.
    private static readonly StatusCode[] Allowed = [StatusCode.Unavailable, StatusCode.DeadlineExceeded];

    private readonly Random _random = new(Settings.Seed);

    [Fact]
    public async Task PostgresStopsAndComesBack_NothingIsLost()
    {
        await using var load = await Load.StartAsync(system, Settings.Seed);
        foreach (var kind in Kinds(Settings.Outages, CrashAsync, PauseAsync, KillAsync))
        {
            await load.AnswersAsync(AnswersBetween);
            await load.OutageAsync(kind);
        }

        await load.AnswersAsync(AnswersBetween);
        await CheckAsync(load, "outages of PostgreSQL");
        Assert.All(load.Failures, f => Assert.True(Allowed.Contains(f.Error.StatusCode), f.ToString()));
        Assert.Empty(load.OutsideOutages);
    }

    [Fact]
    public async Task PostgresFailsOver_NothingIsLostAndWritesGoOn()
    {
        await using var load = await Load.StartAsync(system, Settings.Seed);
        for (var failover = 0; failover < Settings.Outages; failover++)
        {
            await system.AddStandbyAsync();
            await load.AnswersAsync(AnswersBetween);
            await load.OutageAsync(system.FailOverAsync);
            await load.WritesAsync(AnswersBetween);
        }

        await CheckAsync(load, "failovers of PostgreSQL");
        Assert.All(load.Failures, f => Assert.True(Allowed.Contains(f.Error.StatusCode), f.ToString()));
        Assert.Empty(load.OutsideOutages);
    }

    [Fact]
    public async Task RedisStopsAndComesBack_NoCallFails()
    {
        await using var load = await Load.StartAsync(system, Settings.Seed);
        foreach (var kind in Kinds(Settings.Outages, KillRedisAsync, PauseRedisAsync))
        {
            await load.AnswersAsync(AnswersBetween);
            await kind(load);
        }

        await load.AnswersAsync(AnswersBetween);
        await CheckAsync(load, "outages of Redis");
        Assert.Empty(load.Failures);
    }

    [Fact]
    public async Task RedisFailsOver_NoCallFailsAndTheNewPrimaryIsUsed()
    {
        await using var load = await Load.StartAsync(system, Settings.Seed);
        for (var failover = 0; failover < Settings.Outages; failover++)
        {
            await system.AddRedisReplicaAsync();
            await load.AnswersAsync(AnswersBetween);
            await system.FailOverRedisAsync();
            await system.Redis.CommandAsync("FLUSHALL"); // What is there from now on was written to it as the primary.
            await Eventually.HoldsAsync("the new primary has entries", async () => (await system.Redis.KeysAsync()).Count > 0);
        }

        await load.AnswersAsync(AnswersBetween);
        await CheckAsync(load, "failovers of Redis");
        Assert.Empty(load.Failures);
    }

    private async Task CheckAsync(Load load, string what)
    {
        await load.CheckAsync();
        output.WriteLine($"seed {Settings.Seed}: {Settings.Outages} {what}, {load.Answers} answers, {load.Acknowledged} acknowledged writes, {load.Failures.Count} failures");
    }

    private IEnumerable<T> Kinds<T>(int count, params T[] kinds) => Enumerable.Range(0, count).SelectMany(_ => kinds.OrderBy(_ => _random.Next()).ToList()).Take(count);

    private async Task CrashAsync()
    {
        await system.Postgres.CrashAsync();
        await system.Postgres.StartAsync();
    }

    private async Task KillAsync()
    {
        await system.Postgres.KillAsync();
        await system.Postgres.StartAsync();
    }

    private async Task PauseAsync()
    {
        var processes = system.Postgres.Processes();
        processes.ForEach(Signals.Pause);
        await Task.Delay(_random.Next(200, 1500)); // Shorter and longer than the lease.
        processes.ForEach(Signals.Resume);
    }

    private async Task KillRedisAsync(Load load)
    {
        system.Redis.Kill();
        await load.AnswersAsync(AnswersBetween);
        await system.Redis.StartProcessAsync();
    }

    private async Task PauseRedisAsync(Load load)
    {
        system.Redis.Pause();
        await load.AnswersAsync(AnswersBetween);
        system.Redis.Resume();
    }
}
