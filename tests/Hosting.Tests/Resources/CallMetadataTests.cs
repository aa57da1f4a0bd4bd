using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Client;
using Summit.Hosting.Resources;
using Summit.Nations.V1;

namespace Summit.Hosting.Tests.Resources;

public sealed class CallMetadataTests
{
    [Fact]
    public async Task Create_SameRequestIdAgain_SaysThatItIsAReplay()
    {
        await using var host = await TestHost.StartAsync();
        var request = TestHost.Published("FRA", "p");
        request.RequestId = Guid.NewGuid().ToString();
        var options = host.As(Role.Delegate, "FRA");

        using var first = host.Positions.CreatePositionAsync(request, options);
        var created = await first;
        using var second = host.Positions.CreatePositionAsync(request, options);

        Assert.Equal(created, await second);
        Assert.Equal((false, true), (await first.IsReplayedAsync(), await second.IsReplayedAsync()));
    }

    [Fact]
    public async Task Call_LeastRevisionThatTheStoreHasNotReached_OutOfRangeAndNothingIsWritten()
    {
        await using var host = await TestHost.StartAsync();
        using var call = host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p"), host.As(Role.Delegate, "FRA"));
        await call;
        const string Package = "summit.nations.v1";
        var seen = RevisionVector.Parse((await call.ResponseHeadersAsync).GetValue(SummitMetadata.Revision))[Package]!;
        var epoch = seen.Split('@')[1];

        await host.Positions.GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/p" }, Least(Role.Viewer, null, seen));
        var read = await TestHost.FailureOf(host.Positions.GetPositionAsync(
            new GetPositionRequest { Name = "nations/FRA/positions/p" }, Least(Role.Viewer, null, $"900@{epoch}")));
        var list = await TestHost.FailureOf(host.Positions.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/FRA" }, Least(Role.Viewer, null, $"900@{epoch}")));
        var write = await TestHost.FailureOf(host.Positions.CreatePositionAsync(TestHost.Published("FRA", "q"), Least(Role.Delegate, "FRA", $"900@{epoch}")));
        var absent = await TestHost.FailureOf(host.Positions.GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/q" }, host.As(Role.Viewer)));

        Assert.All([read, list, write], e => Assert.Equal((StatusCode.OutOfRange, "OUT_OF_RANGE"), (e.StatusCode, e.Reason)));
        Assert.Equal(StatusCode.NotFound, absent.StatusCode);

        CallOptions Least(Role role, string? nation, string revision) =>
            TestHost.With(host.Issuer.Mint(role, nation), (SummitMetadata.MinRevision, $"{Package}={revision}"));
    }

    [Fact]
    public void Apply_MaskNamesAnOptionalNumberThatIsNotSent_NumberIsUnset()
    {
        var stored = new Expenditure { Name = "nations/FRA/expenditures/e", PublishedSharePercent = 2, LcuPerUsdUsed = 0.9 };
        var change = ResourceChange<Expenditure>.From(
            new Expenditure { Name = stored.Name }, new FieldMask { Paths = { "published_share_percent", "lcu_per_usd_used" } }, "expenditure");

        var next = change.Apply(stored);

        Assert.Equal((false, false), (next.HasPublishedSharePercent, next.HasLcuPerUsdUsed));
        Assert.True(stored.HasPublishedSharePercent);
    }
}
