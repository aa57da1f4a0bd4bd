using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Gateway.Freshness;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.History;

/// <summary>A gateway that is made to lie, seen from outside by the same recorder and checker as the live run.</summary>
public sealed class PlantedFaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FeedAheadOfWhatItWasTold_OldContentUnderANewRevision_IsFound(bool planted)
    {
        await using var cluster = await Cluster.StartAsync();
        var recorder = new Recorder(new RunHistory { Lease = 2_000_000 });
        using var gateway = new Endpoint("gateway-1", cluster.Gateway.Host.Ports.Grpc);
        using var service = new Endpoint("service", cluster.ServicePort);
        var tokens = new Dictionary<string, string> { ["viewer"] = cluster.Issuer.Mint(Role.Viewer), ["FRA"] = cluster.Issuer.Mint(Role.Delegate, "FRA") };
        var viewer = new Question
        {
            Client = "viewer",
            Scope = "viewer",
            Token = tokens["viewer"],
            Endpoint = gateway,
            Method = "/summit.nations.v1.PositionService/GetPosition",
            Name = Samples.Seeded,
        };
        var delegation = viewer with { Client = "fra", Scope = "FRA", Token = tokens["FRA"], Endpoint = service, Kind = OperationKind.Write };
        Task<(Operation Operation, Position? Answer)> AskAsync() =>
            recorder.CallAsync(viewer, (i, o) => new PositionService.PositionServiceClient(i).GetPositionAsync(new() { Name = Samples.Seeded }, o));

        var (created, position) = await recorder.CallAsync(
            delegation with { Method = "/summit.nations.v1.PositionService/CreatePosition" },
            (i, o) => new PositionService.PositionServiceClient(i).CreatePositionAsync(Samples.Create("FRA", "a", PublishState.Published), o));
        await cluster.Gateway.KnowsAsync(created.Revision!);
        Assert.Equal("miss", (await AskAsync()).Operation.Cache);
        if (planted)
        {
            // It says that it knows the next commit, and knows nothing of what that will change.
            cluster.Gateway.Feed.State!.AdvanceTo(cluster.Gateway.Feed.State.Position + 1);
        }

        var (hit, _) = await AskAsync();
        position!.PublishState = PublishState.Draft;
        var (updated, _) = await recorder.CallAsync(
            delegation with { Method = "/summit.nations.v1.PositionService/UpdatePosition" },
            (i, o) => new PositionService.PositionServiceClient(i).UpdatePositionAsync(new() { Position = position }, o));
        await recorder.AddLogAsync(
            service.Channel.CreateCallInvoker(),
            tokens.ToDictionary(t => t.Key, t => new CallOptions(new Metadata { { SummitMetadata.Authorization, $"Bearer {t.Value}" } })));

        var violations = HistoryChecker.Check(recorder.History);

        Assert.Equal("hit", hit.Cache);
        Assert.Equal(planted ? ["EqualsTheLog"] : [], violations.Select(v => v.Rule));
        Assert.All(violations, v => Assert.Contains($"{hit}", v.Text, StringComparison.Ordinal));
        Assert.All(violations, v => Assert.Contains($"{updated}", v.Text, StringComparison.Ordinal));
        Assert.Equal(planted, hit.Revision == updated.Revision);
    }
}
