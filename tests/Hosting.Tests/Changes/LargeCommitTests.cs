using Microsoft.Extensions.DependencyInjection;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Hosting.Tests.Changes;

/// <summary>A commit that is larger than any client reads in one message, over the wire and across broken connections.</summary>
public sealed class LargeCommitTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private BreakableChannel _client = null!;
    private string _start = "";
    private string _end = "";

    private ChangeService.ChangeServiceClient Changes => new(_client.Channel);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _client = new(_host.Host.Address);
        _start = (await Changes.ProbeRevisionAsync(new ProbeRevisionRequest(), cancellationToken: Stop)).Revision;
        _end = await LargeCommit.WriteAsync(_host.Host.Services.GetRequiredService<IResourceStore>());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Watch_LargeCommit_ComesInMarkedPartsAndThePositionMovesWithTheLast()
    {
        var names = new List<string>();
        var parts = 0;
        using var watch = Changes.WatchChanges(new WatchChangesRequest { AfterRevision = _start }, cancellationToken: Stop);

        var revision = _start;
        while (revision != _end)
        {
            Assert.True(await watch.ResponseStream.MoveNext(Stop));
            var step = watch.ResponseStream.Current;
            LargeCommit.AssertPart(step, step.Changes, step.Revision, step.Partial);
            Assert.True(!step.Partial || step.TypeRevisions.Count == 0);
            parts += step.Partial ? 1 : 0;
            names.AddRange(step.Changes.Select(c => c.Name));
            revision = step.Revision;
        }

        Assert.Equal(LargeCommit.Names, names);
        Assert.True(parts >= 5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task List_LargeCommit_GoesOnInsideItFromThePageBefore(int pageSize)
    {
        var names = new List<string>();
        var page = new ListChangesResponse { Revision = _start, More = true };
        while (page.More)
        {
            page = await Changes.ListChangesAsync(
                new ListChangesRequest { AfterRevision = page.Revision, AfterName = page.PartName, PageSize = pageSize }, cancellationToken: Stop);
            LargeCommit.AssertPart(page, page.Changes, page.Revision, page.PartName.Length > 0);
            names.AddRange(page.Changes.Select(c => c.Name));
        }

        Assert.Equal(LargeCommit.Names, names);
        Assert.Equal(_end, page.Revision);
    }

    [Fact]
    public async Task Follow_ConnectionBreaksAfterEveryStep_NoGapAndNoRepeat()
    {
        var names = new List<string>();
        var breaks = 0;
        await foreach (var step in SummitWatch.FollowAsync(new WatchChangesRequest { AfterRevision = _start }, Changes.WatchChanges, cancellationToken: Stop))
        {
            names.AddRange(step.Changes.Select(c => c.Name));
            if (step.Revision == _end)
            {
                break;
            }

            _client.Break();
            breaks++;
        }

        Assert.Equal(LargeCommit.Names, names);
        Assert.True(breaks >= 5);
    }
}
