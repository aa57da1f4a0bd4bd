using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Summit.Client;
using Alpha = Grpc.Reflection.V1Alpha;

namespace Summit.Hosting.Tests.Health;

public sealed class ReflectionTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Ask_Services_ThoseOfThisHost()
    {
        var answer = await AskAsync(new ServerReflectionRequest { ListServices = "*" });

        Assert.Contains("summit.nations.v1.PositionService", answer.ListServicesResponse.Service.Select(s => s.Name));
        Assert.DoesNotContain("summit.budgets.v1.ChangeService", answer.ListServicesResponse.Service.Select(s => s.Name));
    }

    [Theory]
    [InlineData("summit.nations.v1.PositionService")]
    [InlineData("summit.nations.v1.PositionService.GetPosition")]
    [InlineData("summit.nations.v1.Position")]
    public async Task Ask_FileOfASymbol_CompleteSetOfDescriptors(string symbol)
    {
        var answer = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol });

        var files = answer.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom).ToList();
        var names = files.Select(f => f.Name).ToHashSet();
        Assert.All(files.SelectMany(f => f.Dependency), d => Assert.Contains(d, names));
    }

    [Fact]
    public async Task Ask_UnknownSymbol_ErrorAndTheStreamGoesOn()
    {
        using var call = new ServerReflection.ServerReflectionClient(_host.Channel).ServerReflectionInfo();
        foreach (var request in new[] { new ServerReflectionRequest { FileContainingSymbol = "no.Such" }, new ServerReflectionRequest(), new ServerReflectionRequest { ListServices = "*" } })
        {
            await call.RequestStream.WriteAsync(request);
        }

        await call.RequestStream.CompleteAsync();
        var answers = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal((int)StatusCode.NotFound, answers[0].ErrorResponse.ErrorCode);
        Assert.Equal((int)StatusCode.Unimplemented, answers[1].ErrorResponse.ErrorCode);
        Assert.NotEmpty(answers[2].ListServicesResponse.Service);
    }

    [Fact]
    public async Task Ask_OlderVersion_SameAnswer()
    {
        using var call = new Alpha.ServerReflection.ServerReflectionClient(_host.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new Alpha.ServerReflectionRequest { FileByFilename = "summit/nations/v1/position.proto" });
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.NotEmpty(call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
    }

    [Fact]
    public async Task Ask_HostGoesDown_EveryStreamEndsWithShuttingDown()
    {
        const int Clients = 32; // A connection each: what is read last and what is closed first is a race on every one of them.
        var streams = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => OpenAsync()));

        var stopping = _host.Host.StopAsync();
        var ends = await Task.WhenAll(streams.Select(async s =>
        {
            using (s.Channel)
            {
                using (s.Call)
                {
                    return await Assert.ThrowsAsync<RpcException>(() => s.Call.ResponseStream.MoveNext(CancellationToken.None));
                }
            }
        }));

        Assert.All(ends, e => Assert.True(SummitRpcException.From(e).Reason == "SHUTTING_DOWN" && e.StatusCode == StatusCode.Unavailable, e.ToString()));
        await stopping;
    }

    private async Task<(GrpcChannel Channel, AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> Call)> OpenAsync()
    {
        var channel = GrpcChannel.ForAddress(_host.Host.Address);
        var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "*" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return (channel, call);
    }

    private async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest request)
    {
        using var call = new ServerReflection.ServerReflectionClient(_host.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        return Assert.Single(await call.ResponseStream.ReadAllAsync().ToListAsync());
    }
}
