namespace Summit.Resilience.Tests;

/// <summary>
/// The last version and this one side by side on one store, one cache and one feed, under load: up by one version, down again, and
/// up. Needs SUMMIT_OLD_VERSION, a folder in which the last version was built:
/// <c>git archive $(cat .ci/last-version) | tar -x -C FOLDER</c>, then <c>dotnet build</c> of its gateway and services.
/// </summary>
[Collection(SystemCollection.Name)]
public sealed class TwoVersionsTests(ReplicatedSystem system, ITestOutputHelper output)
{
    private const int Changes = 3;
    private const int AnswersBetween = 100;

    [Fact]
    public async Task UpDownAndUp_UnderLoad_NoCallFailsAndNoWatchHasAGap()
    {
        Assert.SkipUnless(Settings.OldVersion is not null, "SUMMIT_OLD_VERSION names no folder");
        var random = new Random(Settings.Seed);
        await using var load = await Load.StartAsync(system, Settings.Seed);
        for (var change = 0; change < Changes; change++)
        {
            foreach (var member in system.All.OrderBy(_ => random.Next()).ToList())
            {
                await load.AnswersAsync(AnswersBetween);
                await member.ChangeVersionAsync();
            }
        }

        await load.AnswersAsync(AnswersBetween);
        await load.CheckAsync();

        output.WriteLine($"seed {Settings.Seed}: {Changes} changes of version, {load.Answers} answers, {load.Acknowledged} acknowledged writes, {load.Failures.Count} failures");
        Assert.Empty(load.Failures);
    }
}
