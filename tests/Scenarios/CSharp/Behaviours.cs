using Grpc.Core;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Nations.V1;
using Summit.Scenarios.Listing;

namespace Summit.Scenarios.CSharp;

/// <summary>The behaviours of the list; what each must show stands there.</summary>
internal sealed class Behaviours
{
    private readonly Surroundings _surroundings;
    private readonly Func<string, Task> _command;
    private readonly Positions _positions;

    public Behaviours(Surroundings surroundings, Func<string, Task> command)
    {
        (_surroundings, _command, _positions) = (surroundings, command, new Positions(surroundings.Id));
        All = new()
        {
            ["read"] = ReadAsync,
            ["page"] = PageAsync,
            ["replay"] = ReplayAsync,
            ["write-over-killed-gateway"] = WriteOverKilledGatewayAsync,
            ["watch-over-restart"] = () => new WatchOverRestart(surroundings, command).RunAsync(),
            ["read-your-writes"] = ReadYourWritesAsync,
            ["token-renewed"] = TokenRenewedAsync,
            ["rules-before-sending"] = RulesAsync,
            ["cancelled"] = CancelledAsync,
            ["shutting-down"] = ShuttingDownAsync,
            ["method-unknown"] = MethodUnknownAsync,
        };
    }

    /// <summary>Every behaviour by its name.</summary>
    public Dictionary<string, Func<Task>> All { get; }

    private async Task ReadAsync()
    {
        for (var gateway = 0; gateway < 2; gateway++)
        {
            using var channels = _surroundings.Through(gateway, "viewer");
            var nation = await channels.Create<NationService.NationServiceClient>().GetNationAsync(new GetNationRequest { Name = "nations/FRA" });
            Assert.Equal("France", nation.DisplayName);
        }
    }

    private async Task PageAsync()
    {
        using var channels = _surroundings.OverBoth("viewer");
        var nations = channels.Create<NationService.NationServiceClient>();
        var names = new List<string>();
        await foreach (var nation in SummitPages.ReadAllAsync(new ListNationsRequest { PageSize = 7 }, nations.ListNationsAsync, page => page.Nations))
        {
            names.Add(nation.Name);
        }

        var whole = await nations.ListNationsAsync(new ListNationsRequest { PageSize = 1000 });
        Assert.True(names.Count > 14, $"{names.Count} nations");
        Assert.Equal(whole.Nations.Select(n => n.Name), names);
    }

    private async Task ReplayAsync()
    {
        using var channels = _surroundings.OverBoth("delegate");
        var positions = channels.Create<PositionService.PositionServiceClient>();
        var request = _positions.New("replay");
        request.RequestId = $"{_surroundings.Id}-replay";
        var first = await positions.CreatePositionAsync(request);
        using var again = positions.CreatePositionAsync(request);
        Assert.Equal(first, await again);
        Assert.True(await again.IsReplayedAsync());
    }

    private async Task WriteOverKilledGatewayAsync()
    {
        using var channels = _surroundings.OverBoth("delegate");
        var (positions, changes) = (channels.Create<PositionService.PositionServiceClient>(), channels.Create<ChangeService.ChangeServiceClient>());
        var before = (await changes.ProbeRevisionAsync(new ProbeRevisionRequest())).Revision;
        await _command("pause gateway-1");
        var writes = Enumerable.Range(0, 4).Select(i => positions.CreatePositionAsync(_positions.New($"killed-{i}")).ResponseAsync).ToList();
        await _command("kill gateway-1");
        var written = await Task.WhenAll(writes);
        await _command("start gateway-1");
        var created = await changes.ListChangesAsync(new ListChangesRequest { AfterRevision = before, NamesOnly = true });
        Assert.Equal(written.Select(p => p.Name).Order(StringComparer.Ordinal), created.Changes.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    private async Task ReadYourWritesAsync()
    {
        using var channels = _surroundings.OverBoth("delegate");
        var positions = channels.Create<PositionService.PositionServiceClient>();
        var position = await positions.CreatePositionAsync(_positions.NewDraft("own"));
        for (var i = 0; i < 20; i++)
        {
            position.Summary = $"Version {i}.";
            position = await positions.UpdatePositionAsync(new UpdatePositionRequest { Position = position, UpdateMask = new() { Paths = { "summary" } } });
            Assert.Equal(position.Etag, (await positions.GetPositionAsync(new GetPositionRequest { Name = position.Name })).Etag);
        }
    }

    private async Task TokenRenewedAsync()
    {
        var token = _surroundings.Tokens["forged"];
        using var channels = Clients.Open($"http://{_surroundings.Gateways[0]}", () => token);
        var nations = channels.Create<NationService.NationServiceClient>();
        var request = new GetNationRequest { Name = "nations/FRA" };
        var failure = await Assert.ThrowsAsync<SummitRpcException>(() => nations.GetNationAsync(request).ResponseAsync);
        Assert.Equal("TOKEN_INVALID", failure.Reason);
        token = _surroundings.Tokens["viewer"];
        Assert.Equal("France", (await nations.GetNationAsync(request)).DisplayName);
    }

    private async Task RulesAsync()
    {
        using var channels = _surroundings.OverBoth("delegate");
        var request = _positions.New("rules");
        (request.PositionId, request.Position.Stance, request.Position.Actor) = ("Not An Id", Stance.Unspecified, new string('x', 101));
        var failure = await Assert.ThrowsAsync<SummitRpcException>(
            () => channels.Create<PositionService.PositionServiceClient>().CreatePositionAsync(request).ResponseAsync);
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (failure.StatusCode, failure.Reason));
        Assert.Equal(["position.actor", "position.stance", "position_id"], failure.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    private async Task CancelledAsync()
    {
        using var channels = _surroundings.OverBoth("viewer");
        var changes = channels.Create<ChangeService.ChangeServiceClient>();
        using var stop = new CancellationTokenSource();
        using var watch = changes.WatchChanges(Heartbeats(), cancellationToken: stop.Token);
        Assert.True(await watch.ResponseStream.MoveNext(default));
        await stop.CancelAsync();
        var failure = await Assert.ThrowsAnyAsync<RpcException>(() => DrainAsync(watch.ResponseStream));
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        await changes.ProbeRevisionAsync(new ProbeRevisionRequest());
    }

    private async Task ShuttingDownAsync()
    {
        using var channels = _surroundings.OverBoth("viewer");
        using var watch = channels.Create<Budgets.V1.ChangeService.ChangeServiceClient>().WatchChanges(Heartbeats());
        Assert.True(await watch.ResponseStream.MoveNext(default));
        var ended = Assert.ThrowsAsync<SummitRpcException>(() => DrainAsync(watch.ResponseStream));
        await _command("stop budgets");
        var failure = await ended;
        await _command("start budgets");
        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (failure.StatusCode, failure.Reason));
    }

    private async Task MethodUnknownAsync()
    {
        using var channels = _surroundings.OverBoth("viewer");
        var nothing = Marshallers.Create<object>(_ => [], bytes => bytes);
        var method = new Method<object, object>(MethodType.Unary, "summit.nations.v1.NationService", "NoSuchMethod", nothing, nothing);
        var failure = await Assert.ThrowsAsync<SummitRpcException>(
            () => channels.InvokerOf("summit.nations.v1").AsyncUnaryCall(method, null, default, new object()).ResponseAsync);
        Assert.Equal((StatusCode.Unimplemented, "METHOD_UNKNOWN"), (failure.StatusCode, failure.Reason));
    }

    private static WatchChangesRequest Heartbeats() => new() { Heartbeat = new() { Nanos = 200_000_000 } };

    private static async Task DrainAsync(IAsyncStreamReader<WatchChangesResponse> stream)
    {
        while (await stream.MoveNext(default))
        {
        }
    }
}
