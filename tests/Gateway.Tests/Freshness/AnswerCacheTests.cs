using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Freshness;

public sealed class AnswerCacheTests
{
    [Fact]
    public async Task Get_Twice_SecondIsAHitWithTheSameBytes()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);

        var first = await cluster.Gateway.GetAsync(Samples.Seeded);
        var second = await cluster.Gateway.GetAsync(Samples.Seeded);

        Assert.Equal(("miss", "hit"), (first.Cache, second.Cache));
        Assert.Equal(first.Value, second.Value);
        Assert.Equal(first.Revision, second.Revision);
        Assert.NotEqual(first.Headers.GetValue(SummitMetadata.TraceId), second.Headers.GetValue(SummitMetadata.TraceId));
        Assert.Equal(1, cluster.Tap.Count("GetPosition"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("strong")]
    public async Task Get_LeastRevisionThatTheStoreHasNotReached_OutOfRange(string consistency)
    {
        await using var cluster = await Cluster.StartAsync();
        var created = await cluster.Gateway.CreateAsync("FRA", "a");
        await cluster.Gateway.KnowsAsync(created.Revision);
        await cluster.Gateway.GetAsync(Samples.Seeded);
        var epoch = created.Revision.Split('@')[1];
        var ahead = $"{Cluster.Package}=900@{epoch}";

        var refused = await cluster.Gateway.GetAsync(
            Samples.Seeded, cluster.Gateway.As(Role.Viewer, null, (SummitMetadata.MinRevision, ahead), (SummitMetadata.Consistency, consistency)));
        var served = await cluster.Gateway.GetAsync(Samples.Seeded);

        Assert.Equal(("OUT_OF_RANGE", $"revisions 0@{epoch} to {created.Revision}"), (refused.Error?.Reason, refused.Error?.Facts["available"]));
        Assert.Equal("hit", served.Cache);
    }

    [Theory]
    [InlineData("")]
    [InlineData("strong")]
    public async Task List_WriteOfOnesOwnBetweenPages_TheNextPageIsOfTheFirstOnesRevision(string consistency)
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Gateway.CreateAsync("FRA", "a");
        await cluster.Gateway.CreateAsync("FRA", "b");
        var request = new ListPositionsRequest { Parent = "nations/FRA", PageSize = 1 };
        var first = await cluster.Gateway.Positions.ListPositionsAsync(request, cluster.Gateway.As(Role.Viewer));
        var written = await cluster.Gateway.CreateAsync("FRA", "c");
        request.PageToken = first.NextPageToken;

        var second = await Served<ListPositionsResponse>.OfAsync(cluster.Gateway.Positions.ListPositionsAsync(
            request, cluster.Gateway.As(Role.Viewer, null, (SummitMetadata.MinRevision, $"{Cluster.Package}={written.Revision}"), (SummitMetadata.Consistency, consistency))));

        Assert.Null(second.Error);
        Assert.Equal((first.Revision, "nations/FRA/positions/b"), (second.Value!.Revision, Assert.Single(second.Value.Positions).Name));
    }

    [Fact]
    public async Task Get_ServiceReadMoreThanItsContractSays_AnswerIsNotKept()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.StopServiceAsync();
        await cluster.StartServiceAsync("--Summit:FailUndeclaredReads=false");
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "undeclared")).Revision);

        var first = await cluster.Gateway.GetAsync(SampleHost.Sample.UndeclaredRead);
        var second = await cluster.Gateway.GetAsync(SampleHost.Sample.UndeclaredRead);

        Assert.Equal(("miss", "miss"), (first.Cache, second.Cache));
        Assert.Equal(2, cluster.Tap.Count("GetPosition"));
    }

    [Fact]
    public async Task Get_AfterWriteThroughGateway_SeesTheWrite()
    {
        await using var cluster = await Cluster.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            var written = await cluster.Gateway.CreateAsync("FRA", $"p{i}");
            var read = await cluster.Gateway.ListAsync();
            Assert.Equal(i + 1, read.Value!.Positions.Count);
            Assert.True(read.Number >= written.Number);
        }
    }

    [Fact]
    public async Task Get_AfterWritePastTheGateway_SeesItOnceTheFeedTold()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Gateway.ListAsync();
        using var direct = Grpc.Net.Client.GrpcChannel.ForAddress(cluster.Service.Address);

        var written = await new PositionService.PositionServiceClient(direct)
            .CreatePositionAsync(Samples.Create("FRA", "a", PublishState.Published), cluster.Gateway.As(Role.Delegate, "FRA"));
        await cluster.Gateway.KnowsAsync(written.Etag);

        Assert.Single((await cluster.Gateway.ListAsync()).Value!.Positions);
    }

    [Fact]
    public async Task Get_AnotherTypeChanged_StaysAHit()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);
        var state = cluster.Gateway.Feed.State!;
        await cluster.Gateway.GetAsync(Samples.Seeded);

        state.Changed(cluster.Gateway.Feed.IndexOf("summit.nations.v1/Nation"), state.Position + 1);
        state.AdvanceTo(state.Position + 1);
        var served = await cluster.Gateway.GetAsync(Samples.Seeded);

        Assert.Equal("hit", served.Cache);
        Assert.Equal(state.Position, served.Number);
    }

    [Fact]
    public async Task Get_NotFound_IsKeptUntilItAppears()
    {
        await using var cluster = await Cluster.StartAsync();

        var first = await cluster.Gateway.GetAsync(Samples.Seeded);
        var second = await cluster.Gateway.GetAsync(Samples.Seeded);
        await cluster.Gateway.CreateAsync("FRA", "a");
        var third = await cluster.Gateway.GetAsync(Samples.Seeded);

        Assert.Equal((StatusCode.NotFound, StatusCode.NotFound), (first.Error!.StatusCode, second.Error!.StatusCode));
        Assert.Equal("hit", second.Cache);
        Assert.NotEqual(first.Error.TraceId, second.Error.TraceId);
        Assert.Equal("RESOURCE_NOT_FOUND", second.Error.Reason);
        Assert.NotNull(third.Value);
    }

    [Fact]
    public async Task Get_MinRevisionOfAnotherEpoch_AsksTheService()
    {
        await using var cluster = await Cluster.StartAsync();
        var created = await cluster.Gateway.CreateAsync("FRA", "a");
        await cluster.Gateway.KnowsAsync(created.Revision);
        await cluster.Gateway.GetAsync(Samples.Seeded);
        RevisionVector.TrySplit(created.Revision, out var number, out var epoch);

        var atLeast = await cluster.Gateway.GetAsync(Samples.Seeded, Least($"{number}@{epoch}"));
        var otherEpoch = await cluster.Gateway.GetAsync(Samples.Seeded, Least($"{number}@zzzz"));

        Assert.Equal(("hit", "miss"), (atLeast.Cache, otherEpoch.Cache));

        CallOptions Least(string revision) => cluster.Gateway.As(Role.Viewer, null, (SummitMetadata.MinRevision, $"{Cluster.Package}={revision}"));
    }

    [Fact]
    public async Task Get_Strong_AlwaysAsksTheService()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);
        await cluster.Gateway.GetAsync(Samples.Seeded);

        var served = await cluster.Gateway.GetAsync(Samples.Seeded, cluster.Gateway.As(Role.Viewer, null, (SummitMetadata.Consistency, "strong")));

        Assert.Equal("bypass", served.Cache);
        Assert.Equal(2, cluster.Tap.Count("GetPosition"));
    }

    [Fact]
    public async Task Draft_OfAnotherDelegation_ShowsNowhere()
    {
        await using var cluster = await Cluster.StartAsync();
        var gateway = cluster.Gateway;
        await gateway.CreateAsync("FRA", "a", PublishState.Draft);

        for (var round = 0; round < 2; round++)
        {
            Assert.Single((await gateway.ListAsync(gateway.As(Role.Delegate, "FRA"))).Value!.Positions);
            Assert.NotNull((await gateway.GetAsync(Samples.Seeded, gateway.As(Role.Delegate, "FRA"))).Value);
            foreach (var stranger in new[] { gateway.As(Role.Viewer), gateway.As(Role.Delegate, "DEU"), gateway.As(Role.Secretariat), gateway.As(Role.Analyst), default })
            {
                Assert.Empty((await gateway.ListAsync(stranger)).Value!.Positions);
                var read = await gateway.GetAsync(Samples.Seeded, stranger);
                Assert.Equal(StatusCode.NotFound, read.Error!.StatusCode);
            }
        }
    }

    [Fact]
    public async Task Draft_Changed_OwnersCachedListFollows()
    {
        await using var cluster = await Cluster.StartAsync();
        var gateway = cluster.Gateway;
        await gateway.KnowsAsync((await gateway.CreateAsync("FRA", "a", PublishState.Draft)).Revision);
        await gateway.ListAsync(gateway.As(Role.Delegate, "FRA"));
        using var direct = Grpc.Net.Client.GrpcChannel.ForAddress(cluster.Service.Address);

        // Past the gateway, and hidden from the role that its feed has: only the types of hidden changes tell.
        var written = await new PositionService.PositionServiceClient(direct)
            .CreatePositionAsync(Samples.Create("FRA", "b", PublishState.Draft), gateway.As(Role.Delegate, "FRA"));
        await gateway.KnowsAsync(written.Etag);

        Assert.Equal(2, (await gateway.ListAsync(gateway.As(Role.Delegate, "FRA"))).Value!.Positions.Count);
    }

    [Fact]
    public async Task Get_ServiceAway_OldAnswerIsMarkedStale()
    {
        await using var cluster = await Cluster.StartAsync("--Gateway:Feed:Lease=00:00:00.4", "--Gateway:Feed:ProbeInterval=00:00:00.1");
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);
        var fresh = await cluster.Gateway.GetAsync(Samples.Seeded);

        await cluster.StopServiceAsync();
        await Eventually.HoldsAsync("the lease runs out", () => cluster.Gateway.Feed.Age is not { } age || age > TimeSpan.FromSeconds(0.4));
        var stale = await cluster.Gateway.GetAsync(Samples.Seeded);
        var uncached = await cluster.Gateway.GetAsync("nations/FRA/positions/b");

        Assert.Equal("stale", stale.Cache);
        Assert.Equal(fresh.Value, stale.Value);
        Assert.Contains(fresh.Revision, stale.Stale);
        Assert.Equal(StatusCode.Unavailable, uncached.Error!.StatusCode);
        await cluster.StartServiceAsync();
    }

    [Fact]
    public async Task Get_ColdStampede_ServiceComputesOnceAndTheFirstMayHangUp()
    {
        await using var cluster = await Cluster.StartAsync();
        var revision = (await cluster.Gateway.CreateAsync("FRA", "a")).Revision;
        // 500 calls at once can keep a busy machine from hearing the feed; with a lease that ends meanwhile, the gateway rightly
        // computes again. The lease of this gateway outlasts the test.
        var gateway = await cluster.AddGatewayAsync("--Gateway:Limits:Read:Concurrent=1000", "--Gateway:Feed:Lease=00:05:00");
        await gateway.KnowsAsync(revision);
        cluster.Tap.Hold();
        using var hangUp = new CancellationTokenSource();
        var options = gateway.As(Role.Secretariat);
        var first = gateway.Positions.GetPositionAsync(new GetPositionRequest { Name = Samples.Seeded }, options.WithCancellationToken(hangUp.Token));
        await Eventually.HoldsAsync("the first call reaches the service", () => cluster.Tap.Count("GetPosition") == 1);

        var others = Enumerable.Range(0, 499).Select(i => gateway.GetAsync(Samples.Seeded, gateway.As(Role.Secretariat, null))).ToList();
        await hangUp.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await first)).StatusCode);
        cluster.Tap.Release();
        var answers = await Task.WhenAll(others);

        Assert.All(answers, a => Assert.Equal(Samples.Seeded, a.Value?.Name));
        Assert.Equal(1, cluster.Tap.Count("GetPosition"));
    }
}
