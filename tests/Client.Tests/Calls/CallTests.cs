using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Summit.Nations.V1;

namespace Summit.Client.Tests.Calls;

public sealed class CallTests : IAsyncLifetime
{
    private static readonly GetPositionRequest Get = new() { Name = "nations/FRA/positions/p" };
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void AddSummitClients_EveryClientOfTheContracts_CanBeTaken()
    {
        using var clients = _server.Clients();

        Assert.Contains(typeof(PositionService.PositionServiceClient), SummitClientExtensions.ClientTypes);
        Assert.All(SummitClientExtensions.ClientTypes, t => Assert.NotNull(clients.GetRequiredService(t)));
    }

    [Fact]
    public async Task Call_NoDeadlineGiven_ThatOfTheContract()
    {
        await using var clients = _server.Clients();
        await Positions(clients).GetPositionAsync(Get, deadline: Patience);
        _server.Behaviour.Seen.Clear();
        var before = DateTime.UtcNow;

        await Positions(clients).GetPositionAsync(Get);

        Assert.InRange(_server.Behaviour.Seen.Single().Deadline, before.AddSeconds(1), DateTime.UtcNow.AddSeconds(11));
    }

    /// <summary>The library's own limit is two minutes: with two gateways, one restarted after the other, nobody would know in time that the first is back.</summary>
    [Fact]
    public void Channel_ServerAway_LookedForAgainWithinTheBackoff()
    {
        GrpcChannelOptions? seen = null;
        var backoff = TimeSpan.FromSeconds(3);
        using var channels = new SummitChannels(new SummitClientOptions { MaxBackoff = backoff, ConfigureChannel = channel => seen = channel });

        _ = channels.InvokerOf("summit.nations.v1");

        Assert.Equal(backoff, seen?.MaxReconnectBackoff);
    }

    [Fact]
    public async Task Call_ServiceAwayTwice_RepeatedWithTheSameRequestId()
    {
        await using var clients = _server.Clients();
        _server.Behaviour.Failures.Enqueue(TestServer.Error(StatusCode.Unavailable, "SERVICE_UNAVAILABLE"));
        _server.Behaviour.Failures.Enqueue(TestServer.Error(StatusCode.Unavailable, "SERVICE_UNAVAILABLE"));
        var request = new CreatePositionRequest { Position = new Position() };

        await Positions(clients).CreatePositionAsync(request, deadline: Patience);

        var ids = _server.Behaviour.Seen.Select(s => ((CreatePositionRequest)s.Request).RequestId).ToList();
        Assert.Equal(3, ids.Count);
        Assert.True(Guid.TryParse(Assert.Single(ids.Distinct()), out _));
        Assert.Empty(request.RequestId);
    }

    [Fact]
    public async Task Call_RequestIdGiven_Kept()
    {
        await using var clients = _server.Clients();

        await Positions(clients).CreatePositionAsync(new CreatePositionRequest { RequestId = "mine" }, deadline: Patience);

        Assert.Equal("mine", ((CreatePositionRequest)_server.Behaviour.Seen.Single().Request).RequestId);
    }

    [Theory]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.ResourceExhausted)]
    public async Task Call_OtherFailure_NotRepeated(StatusCode code)
    {
        await using var clients = _server.Clients();
        _server.Behaviour.Failures.Enqueue(TestServer.Error(code, "X"));

        await Assert.ThrowsAsync<SummitRpcException>(async () => await Positions(clients).GetPositionAsync(Get, deadline: Patience));

        Assert.Single(_server.Behaviour.Seen);
    }

    [Fact]
    public async Task Call_RepeatingOff_OneAttempt()
    {
        await using var clients = _server.Clients(o => o.MaxAttempts = 1);
        _server.Behaviour.Failures.Enqueue(TestServer.Error(StatusCode.Unavailable, "SERVICE_UNAVAILABLE"));

        await Assert.ThrowsAsync<SummitRpcException>(async () => await Positions(clients).GetPositionAsync(Get, deadline: Patience));

        Assert.Single(_server.Behaviour.Seen);
    }

    [Fact]
    public async Task Call_Fails_TypedWithReasonViolationsAndTrace()
    {
        await using var clients = _server.Clients();
        _server.Behaviour.Failures.Enqueue(TestServer.Error(
            StatusCode.InvalidArgument,
            "INVALID_FIELDS",
            new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "name", Description = "wrong" } } },
            new RequestInfo { RequestId = "abc" },
            new RetryInfo { RetryDelay = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(3)) }));

        var error = await Assert.ThrowsAsync<SummitRpcException>(async () => await Positions(clients).GetPositionAsync(Get, deadline: Patience));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS", "summit", "abc"), (error.StatusCode, error.Reason, error.Domain, error.TraceId));
        Assert.Equal(("name", "wrong"), (error.Violations.Single().Field, error.Violations.Single().Description));
        Assert.Equal((TimeSpan.FromSeconds(3), "2@x"), (error.RetryDelay, error.Facts["etag"]));
        Assert.Equal("/summit.nations.v1.PositionService/GetPosition", error.Method);
    }

    [Fact]
    public async Task Call_AfterAnAnswer_NewestRevisionIsSentBack()
    {
        await using var clients = _server.Clients();
        foreach (var revision in new[] { "summit.nations.v1=7@x", "summit.nations.v1=3@x,summit.budgets.v1=2@y" })
        {
            _server.Behaviour.Revisions.Enqueue(revision);
        }

        for (var i = 0; i < 3; i++)
        {
            await Positions(clients).GetPositionAsync(Get, deadline: Patience);
        }

        Assert.Equal(
            [null, "summit.nations.v1=7@x", "summit.budgets.v1=2@y,summit.nations.v1=7@x"],
            _server.Behaviour.Seen.Select(s => s.Headers.GetValue(SummitMetadata.MinRevision)));
    }

    [Fact]
    public async Task Call_ErrorNamesARevision_SentBackWithTheNextCall()
    {
        await using var clients = _server.Clients();
        var absent = TestServer.Error(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        absent.Trailers.Add(SummitMetadata.Revision, "summit.nations.v1=7@x");
        _server.Behaviour.Failures.Enqueue(absent);

        await Assert.ThrowsAsync<SummitRpcException>(async () => await Positions(clients).GetPositionAsync(Get, deadline: Patience));
        await Positions(clients).GetPositionAsync(Get, deadline: Patience);

        Assert.Equal([null, "summit.nations.v1=7@x"], _server.Behaviour.Seen.Select(s => s.Headers.GetValue(SummitMetadata.MinRevision)));
    }

    [Fact]
    public async Task Call_TokenProvider_AskedForEachCall()
    {
        var tokens = new Queue<string?>(["first", "second", null]);
        await using var clients = _server.Clients(o => o.TokenProvider = _ => ValueTask.FromResult(tokens.Dequeue()));

        for (var i = 0; i < 3; i++)
        {
            await Positions(clients).GetPositionAsync(Get, deadline: Patience);
        }

        Assert.Equal(["Bearer first", "Bearer second", null], _server.Behaviour.Seen.Select(s => s.Headers.GetValue(SummitMetadata.Authorization)));
    }

    [Fact]
    public async Task Call_StaticAddresses_EachGetsItsShare()
    {
        await using var other = await TestServer.StartAsync();
        await using var clients = _server.Clients(o => o.Address = $"static:///127.0.0.1:{_server.Port},127.0.0.1:{other.Port}");

        // Round robin takes a server as soon as its connection stands, so ask until both have been seen.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (_server.Behaviour.Seen.IsEmpty || other.Behaviour.Seen.IsEmpty)
        {
            await Positions(clients).GetPositionAsync(Get, deadline: Patience, cancellationToken: patience.Token);
        }
    }

    [Fact]
    public async Task Call_NobodyListens_UnavailableAtOnce()
    {
        await using var clients = _server.Clients(o =>
        {
            o.Address = "http://127.0.0.1:1";
            o.MaxAttempts = 2;
        });

        var error = await Assert.ThrowsAsync<SummitRpcException>(async () => await Positions(clients).GetPositionAsync(Get, deadline: Patience));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    [Fact]
    public void AddSummitClients_WrongOptions_AllNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => _server.Clients(o =>
        {
            o.Address = "nowhere";
            o.MaxAttempts = 9;
            o.RetryBudget = 0;
        }).GetRequiredService<SummitChannels>());

        Assert.All(["nowhere", "MaxAttempts", "RetryBudget"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAll_SeveralPages_AllItemsInOrder()
    {
        await using var clients = _server.Clients();
        var names = new List<string>();

        await foreach (var position in SummitPages.ReadAllAsync(new ListPositionsRequest { Parent = "nations/-" }, Positions(clients).ListPositionsAsync, p => p.Positions))
        {
            names.Add(position.Name);
        }

        Assert.Equal(["p0", "p1", "p2", "p3", "p4", "p5"], names);
    }

    [Fact]
    public async Task Follow_WatchEndsInEveryResumableWay_GoesOnWithoutGap()
    {
        await using var clients = _server.Clients();
        _server.Behaviour.Failures.Enqueue(TestServer.Error(StatusCode.Unavailable, "SHUTTING_DOWN"));
        _server.Behaviour.Failures.Enqueue(TestServer.Error(StatusCode.ResourceExhausted, "WATCH_TOO_SLOW"));
        _server.Behaviour.Failures.Enqueue(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "")));
        _server.Behaviour.Failures.Enqueue(TestServer.Error(StatusCode.Aborted, "POSITION_LOST"));
        var seen = new List<string>();

        var error = await Assert.ThrowsAsync<SummitRpcException>(async () =>
        {
            await foreach (var step in SummitWatch.FollowAsync(new(), clients.GetRequiredService<ChangeService.ChangeServiceClient>().WatchChanges))
            {
                seen.Add(step.Revision);
            }
        });

        Assert.Equal("POSITION_LOST", error.Reason);
        Assert.Equal(["1@x", "2@x", "3@x", "4@x"], seen);
    }

    // A busy machine may take longer over a first call than the contract allows one; these tests are not about that.
    private static DateTime Patience => DateTime.UtcNow.AddSeconds(60);

    private static PositionService.PositionServiceClient Positions(ServiceProvider clients) => clients.GetRequiredService<PositionService.PositionServiceClient>();
}
