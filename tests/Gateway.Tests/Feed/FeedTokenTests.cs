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
        var gateway = await cluster.AddGatewayAsync($"--Gateway:Feed:TokenFile={file}");

        File.Delete(file);
        await Eventually.HoldsAsync("the feed is lost without a token", () => !gateway.Feed.Connected);
        await File.WriteAllTextAsync(file, "not-a-token");
        Assert.Null((await gateway.ListAsync()).Error);
        await File.WriteAllTextAsync(file, cluster.Issuer.Mint(Role.Viewer));

        await gateway.FollowsAsync();
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
