using System.Net.Sockets;
using Grpc.Net.Client;
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
}
