using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Nations.V1;

namespace Summit.Hosting.Tests.Lifecycle;

public sealed class ConnectionAgeingTests
{
    [Fact]
    public async Task Connection_PastItsAge_ReplacedWithoutAFailedCall()
    {
        await using var host = await TestHost.StartAsync(null, "--Summit:Connections:MaxAge=00:00:00.200");
        var connections = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var channel = GrpcChannel.ForAddress(host.Host.Address, new GrpcChannelOptions { HttpHandler = handler });
        var client = new PositionService.PositionServiceClient(channel);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Volatile.Read(ref connections) < 3)
        {
            await client.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/-" }, cancellationToken: patience.Token);
        }
    }

    [Fact]
    public async Task Watch_ConnectionOutlivesItsGrace_EndsWithWhereToGoOn()
    {
        await using var host = await StartAsync();
        var changes = new ChangeService.ChangeServiceClient(host.Channel);
        var start = (await changes.ProbeRevisionAsync(new ProbeRevisionRequest())).Revision;
        using var watch = changes.WatchChanges(new WatchChangesRequest { AfterRevision = start, Heartbeat = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(100)) });

        var error = await EndOfAsync(watch.ResponseStream);

        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (error.StatusCode, error.Reason));
        Assert.Equal(start, error.Facts["revision"]);
        Assert.Contains("connection", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reflection_ConnectionOutlivesItsGrace_EndsWithAReason()
    {
        await using var host = await StartAsync();
        using var call = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "*" });

        var error = await EndOfAsync(call.ResponseStream);

        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (error.StatusCode, error.Reason));
    }

    private static Task<TestHost> StartAsync() => TestHost.StartAsync(null, "--Summit:Connections:MaxAge=00:00:00.300", "--Summit:Connections:Grace=00:00:00.300");

    private static async Task<SummitRpcException> EndOfAsync<T>(IAsyncStreamReader<T> stream) => SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () =>
    {
        while (await stream.MoveNext(TestContext.Current.CancellationToken))
        {
        }
    }));
}
