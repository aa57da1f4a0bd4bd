using Summit.Api.V1;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Feed;

public sealed class FeedTokenTests
{
    [Fact]
    public async Task Follow_TokenFileGoneThenWrongThenRenewed_FollowsAgainWithoutARestart()
    {
        await using var cluster = await Cluster.StartAsync();
        var file = Path.Combine(Directory.CreateTempSubdirectory("summit-token-").FullName, "token");
        await File.WriteAllTextAsync(file, cluster.Issuer.Mint(Role.Viewer) + "\n");
        var rests = new CountedWaits(TimeSpan.FromMilliseconds(17));
        var gateway = await cluster.AddGatewayAsync(rests, $"--Gateway:Feed:TokenFile={file}", $"--Gateway:Feed:Reconnect={rests.Wait}");

        File.Delete(file);
        await Eventually.HoldsAsync("the feed is lost without a token", () => !gateway.Feed.Connected);
        var tries = rests.Count;
        await Eventually.HoldsAsync("it is tried again without one", () => rests.Count > tries + 1);
        await File.WriteAllTextAsync(file, "not-a-token");
        Assert.Null((await gateway.ListAsync()).Error);
        await File.WriteAllTextAsync(file, cluster.Issuer.Mint(Role.Viewer));

        await gateway.FollowsAsync();
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    /// <summary>The system's time; counts waits of one length.</summary>
    private sealed class CountedWaits(TimeSpan wait) : TimeProvider
    {
        private int _count;

        public TimeSpan Wait { get; } = wait;

        public int Count => Volatile.Read(ref _count);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Wait)
            {
                Interlocked.Increment(ref _count);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
