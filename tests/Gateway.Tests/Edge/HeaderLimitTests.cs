using Grpc.Core;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Edge;

/// <summary>Many or large headers refuse the call that has them; the other calls of its connection go on.</summary>
public sealed class HeaderLimitTests
{
    [Theory]
    [InlineData(1, 40 * 1024)]
    [InlineData(1, 300 * 1024)]
    [InlineData(1000, 20)]
    public async Task Call_ManyOrLargeHeaders_OnlyThatCallIsRefused(int count, int length)
    {
        await using var cluster = await Cluster.StartAsync();
        using var watch = new ChangeService.ChangeServiceClient(cluster.Gateway.Channel)
            .WatchChanges(new WatchChangesRequest(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var headers = Enumerable.Range(0, count).Select(i => ($"x-{i}", new string('a', length))).ToArray();

        var refused = await cluster.Gateway.GetAsync(Samples.Seeded, cluster.Gateway.As(Role.Viewer, null, headers));

        Assert.Equal(StatusCode.ResourceExhausted, refused.Error!.StatusCode);
        Assert.Equal(0, cluster.Tap.Count("GetPosition"));
        Assert.Null((await cluster.Gateway.CreateAsync("FRA", "a")).Error);
        Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken)); // The watch on the same connection goes on.
    }
}
