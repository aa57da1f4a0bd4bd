using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Nations.V1;
using Summit.SampleHost;

namespace Summit.Hosting.Tests.Calls;

/// <summary>A cacheable method is held to the types that its contract names.</summary>
public sealed class ReadsTests
{
    [Fact]
    public async Task Call_DeclaredRead_AnswerNamesTheType()
    {
        await using var host = await TestHost.StartAsync(null, "--Summit:Seed=one");

        using var call = host.Positions.GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/seeded" });
        await call;

        Assert.Equal("summit.nations.v1/Position", (await call.ResponseHeadersAsync).GetValue(SummitMetadata.ReadTypes));
    }

    [Fact]
    public async Task Call_NotFound_NamesTheTypeThatWasLookedThrough()
    {
        await using var host = await TestHost.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Positions.GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/none" }));

        Assert.Equal((StatusCode.NotFound, "summit.nations.v1/Position"), (error.StatusCode, error.Trailers.GetValue(SummitMetadata.ReadTypes)));
    }

    [Fact]
    public async Task Call_UndeclaredReadInDevelopment_Fails()
    {
        await using var host = await TestHost.StartAsync();
        await host.Positions.CreatePositionAsync(TestHost.Published("FRA", "undeclared"), host.As(Role.Delegate, "FRA"));

        Assert.Equal(StatusCode.Internal, (await TestHost.FailureOf(host.Positions.GetPositionAsync(new GetPositionRequest { Name = Sample.UndeclaredRead }))).StatusCode);
    }

    [Fact]
    public async Task Call_UndeclaredReadOfANotFoundInDevelopment_Fails()
    {
        await using var host = await TestHost.StartAsync();

        Assert.Equal(StatusCode.Internal, (await TestHost.FailureOf(host.Positions.GetPositionAsync(new GetPositionRequest { Name = Sample.UndeclaredRead }))).StatusCode);
    }

    [Fact]
    public async Task Call_UndeclaredReadThatMayPass_AnswersAndIsMarked()
    {
        await using var host = await TestHost.StartAsync(null, "--Summit:FailUndeclaredReads=false");
        await host.Positions.CreatePositionAsync(TestHost.Published("FRA", "undeclared"), host.As(Role.Delegate, "FRA"));

        using var call = host.Positions.GetPositionAsync(new GetPositionRequest { Name = Sample.UndeclaredRead }, host.As(Role.Viewer));
        Assert.Equal(Sample.UndeclaredRead, (await call).Name);

        Assert.Equal("undeclared-read", (await call.ResponseHeadersAsync).GetValue(SummitMetadata.NotKept));
    }
}
