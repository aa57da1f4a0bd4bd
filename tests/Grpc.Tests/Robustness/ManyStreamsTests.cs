using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;

namespace Summit.GrpcTests.Robustness;

[Collection(nameof(Robustness))]
public sealed class ManyStreamsTests(ITestOutputHelper output)
{
    private const int Connections = 100;

    /// <summary>What Kestrel lets one connection have open at a time, so that each channel fills one connection.</summary>
    private const int StreamsPerConnection = 100;

    /// <summary>What 10,000 closed streams may leave on the heap on both sides together: pools, not streams.</summary>
    private const long HeapAllowance = 16 * 1024 * 1024;

    [Fact]
    public async Task Server_TenThousandStreams_OpenAndCloseCleanly()
    {
        await using var server = await EchoServer.StartAsync();

        // A small round first, for what is made once.
        await RoundAsync(server, Connections / 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await RoundAsync(server, Connections);
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;

        output.WriteLine($"heap {growth / 1024:+#;-#;0} KiB");
        Assert.True(growth < HeapAllowance, $"the heap grew by {growth} bytes");
    }

    private static async Task RoundAsync(EchoServer server, int connections)
    {
        var channels = Enumerable.Range(0, connections).Select(_ => GrpcChannel.ForAddress(server.Address)).ToList();
        var calls = new ConcurrentBag<AsyncDuplexStreamingCall<string, string>>();
        await Parallel.ForEachAsync(channels, async (channel, _) =>
        {
            for (var i = 0; i < StreamsPerConnection; i++)
            {
                var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(EchoServer.Duplex, null, new CallOptions());
                await ExchangeAsync(call, $"open {i}");
                calls.Add(call);
            }
        });

        // All are open at once, each on its server's side too.
        await server.Calls.BecomesAsync(connections * StreamsPerConnection, "calls with all streams open");
        Assert.Equal(connections, server.Connections.Value);

        await Parallel.ForEachAsync(calls, async (call, _) =>
        {
            await ExchangeAsync(call, "close");
            await call.RequestStream.CompleteAsync();
            Assert.False(await call.ResponseStream.MoveNext());
            Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
            call.Dispose();
        });
        await server.Calls.BecomesAsync(0, "calls with all streams closed");

        channels.ForEach(channel => channel.Dispose());
        await server.Connections.BecomesAsync(0, "connections of closed channels");
    }

    private static async Task ExchangeAsync(AsyncDuplexStreamingCall<string, string> call, string message)
    {
        await call.RequestStream.WriteAsync(message);
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(message, call.ResponseStream.Current);
    }
}
