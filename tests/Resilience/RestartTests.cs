namespace Summit.Resilience.Tests;

/// <summary>Processes are replaced under load, one at a time, in an order that the seed decides.</summary>
[Collection(SystemCollection.Name)]
public sealed class RestartTests(ReplicatedSystem system, ITestOutputHelper output)
{
    private const int AnswersBetween = 30;

    [Fact]
    public async Task RollingRestarts_UnderLoad_NoCallFailsAndNoWatchHasAGap()
    {
        await using var load = await Load.StartAsync(system, Settings.Seed);
        foreach (var member in Order(system.All, Settings.Restarts))
        {
            await load.AnswersAsync(AnswersBetween);
            await member.RestartAsync();
        }

        await load.AnswersAsync(AnswersBetween);
        await load.CheckAsync();

        output.WriteLine($"seed {Settings.Seed}: {Settings.Restarts} restarts, {load.Answers} answers, {load.Acknowledged} acknowledged writes, {load.Failures.Count} failures");
        Assert.Empty(load.Failures);
    }

    [Fact]
    public async Task Kills_OfWriters_NoAcknowledgedWriteIsLostAndRevisionsHaveNoGap()
    {
        await using var load = await Load.StartAsync(system, Settings.Seed);
        foreach (var member in Order(system.Writers, Settings.Kills))
        {
            await load.AnswersAsync(AnswersBetween);
            await member.KillAndStartAsync();
        }

        await load.AnswersAsync(AnswersBetween);
        await load.CheckAsync();

        output.WriteLine($"seed {Settings.Seed}: {Settings.Kills} kills, {load.Answers} answers, {load.Acknowledged} acknowledged writes, {load.Failures.Count} failures");
        Assert.All(load.Failures, f => Assert.Equal(Grpc.Core.StatusCode.Unavailable, f.Error.StatusCode));
    }

    // Everybody once before anybody twice.
    private static IEnumerable<Member> Order(IEnumerable<Member> members, int count)
    {
        var random = new Random(Settings.Seed);
        return Enumerable.Range(0, count).SelectMany(_ => members.OrderBy(_ => random.Next()).ToList()).Take(count);
    }
}
