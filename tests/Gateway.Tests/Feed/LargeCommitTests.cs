using Microsoft.Extensions.DependencyInjection;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Gateway.Tests.Feed;

/// <summary>A commit that comes in parts, through a gateway and to the gateway itself.</summary>
public sealed class LargeCommitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_ConnectionToTheGatewayBreaksAfterEveryStep_NoGapAndNoRepeat()
    {
        await using var cluster = await Cluster.StartAsync();
        using var client = new BreakableChannel(cluster.Gateway.Host.Address);
        var changes = new ChangeService.ChangeServiceClient(client.Channel);
        var start = (await changes.ProbeRevisionAsync(new ProbeRevisionRequest(), cancellationToken: Stop)).Revision;
        var end = await LargeCommit.WriteAsync(cluster.Service.Services.GetRequiredService<IResourceStore>());

        var (names, partial) = (new List<string>(), 0);
        await foreach (var step in SummitWatch.FollowAsync(new WatchChangesRequest { AfterRevision = start }, changes.WatchChanges, cancellationToken: Stop))
        {
            names.AddRange(step.Changes.Select(c => c.Name));
            partial += step.Partial ? 1 : 0;
            if (step.Revision == end)
            {
                break;
            }

            client.Break();
        }

        Assert.Equal(LargeCommit.Names, names);
        Assert.True(partial >= 5);
    }

    [Fact]
    public async Task List_LargeCommit_PagesComeThroughTheGateway()
    {
        await using var cluster = await Cluster.StartAsync();
        var changes = new ChangeService.ChangeServiceClient(cluster.Gateway.Channel);
        var end = await LargeCommit.WriteAsync(cluster.Service.Services.GetRequiredService<IResourceStore>());

        var names = new List<string>();
        var page = new ListChangesResponse { More = true };
        while (page.More)
        {
            page = await changes.ListChangesAsync(new ListChangesRequest { AfterRevision = page.Revision, AfterName = page.PartName }, cancellationToken: Stop);
            LargeCommit.AssertPart(page, page.Changes, page.Revision, page.PartName.Length > 0);
            names.AddRange(page.Changes.Select(c => c.Name));
        }

        Assert.Equal(LargeCommit.Names, names);
        Assert.Equal(end, page.Revision);
    }

    [Fact]
    public async Task Get_ReadBeforeALargeCommit_IsNotServedAfterIt()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Gateway.CreateAsync("FRA", "a");
        await Eventually.HoldsAsync("the answer is kept", async () => (await cluster.Gateway.GetAsync(Samples.Seeded)).Cache == "hit");

        await cluster.Gateway.KnowsAsync(await LargeCommit.WriteAsync(cluster.Service.Services.GetRequiredService<IResourceStore>()));

        Assert.Equal("miss", (await cluster.Gateway.GetAsync(Samples.Seeded)).Cache);
    }
}
