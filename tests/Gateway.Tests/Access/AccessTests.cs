using Google.Protobuf;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Access;

public sealed class AccessTests
{
    private static readonly Method<byte[], Position> RawCreate = new(
        MethodType.Unary, "summit.nations.v1.PositionService", "CreatePosition",
        Marshallers.Create<byte[]>(b => b, b => b), Marshallers.Create<Position>(p => p.ToByteArray(), Position.Parser.ParseFrom));

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Secretariat)]
    [InlineData(Role.Operator)]
    public async Task Create_WrongRole_RefusedBeforeTheService(Role role)
    {
        await using var cluster = await Cluster.StartAsync();

        var served = await Served<Position>.OfAsync(cluster.Gateway.Positions.CreatePositionAsync(Samples.Create("FRA", "a", PublishState.Draft), cluster.Gateway.As(role)));

        Assert.Equal((StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED"), (served.Error!.StatusCode, served.Error.Reason));
        Assert.Equal(0, cluster.Tap.Count("CreatePosition"));
    }

    [Fact]
    public async Task Create_ForAnotherDelegation_RefusedBeforeTheService()
    {
        await using var cluster = await Cluster.StartAsync();

        var served = await Served<Position>.OfAsync(
            cluster.Gateway.Positions.CreatePositionAsync(Samples.Create("FRA", "a", PublishState.Draft), cluster.Gateway.As(Role.Delegate, "DEU")));

        Assert.Equal((StatusCode.PermissionDenied, "NATION_NOT_ALLOWED"), (served.Error!.StatusCode, served.Error.Reason));
        Assert.Equal(0, cluster.Tap.Count("CreatePosition"));
    }

    [Fact]
    public async Task Create_OwnDelegationFirstThenAnother_TheLastOneDecides()
    {
        await using var cluster = await Cluster.StartAsync();
        byte[] both = [.. Samples.Create("FRA", "a", PublishState.Draft).ToByteArray(), .. new CreatePositionRequest { Parent = "nations/DEU" }.ToByteArray()];

        var served = await Served<Position>.OfAsync(
            cluster.Gateway.Channel.CreateCallInvoker().AsyncUnaryCall(RawCreate, null, cluster.Gateway.As(Role.Delegate, "FRA"), both));

        Assert.Equal("NATION_NOT_ALLOWED", served.Error!.Reason);
    }

    [Fact]
    public async Task Call_TokenOfAnotherIssuer_UnauthenticatedWithCause()
    {
        await using var cluster = await Cluster.StartAsync();
        var stranger = new DevelopmentIssuer(new byte[32]);

        var served = await cluster.Gateway.GetAsync(
            Samples.Seeded, new CallOptions(new Metadata { { SummitMetadata.Authorization, $"Bearer {stranger.Mint(Role.Viewer)}" } }));

        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_INVALID"), (served.Error!.StatusCode, served.Error.Reason));
    }

    [Fact]
    public async Task Create_PastTheGateway_ServiceChecksAgain()
    {
        await using var cluster = await Cluster.StartAsync();
        using var direct = Grpc.Net.Client.GrpcChannel.ForAddress(cluster.Service.Address);

        var served = await Served<Position>.OfAsync(new PositionService.PositionServiceClient(direct)
            .CreatePositionAsync(Samples.Create("FRA", "a", PublishState.Draft), cluster.Gateway.As(Role.Delegate, "DEU")));

        Assert.Equal("NATION_NOT_ALLOWED", served.Error!.Reason);
    }
}
