using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Summit.Nations.V1;

namespace Summit.Client.Tests.Calls;

/// <summary>A server that takes connections and closes them before it has said a word of HTTP/2, as one does that refuses a certificate.</summary>
public sealed class BrokenConnectionsTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public BrokenConnectionsTests() => _listener.Start();

    [Fact]
    public async Task Call_ServerClosesDuringTheHandshake_Unavailable()
    {
        _ = ServeAsync();
        await using var clients = new ServiceCollection()
            .AddSummitClients(o => (o.Address, o.InitialBackoff) = ($"http://{_listener.LocalEndpoint}", TimeSpan.FromMilliseconds(1)))
            .BuildServiceProvider();

        var error = await Assert.ThrowsAsync<SummitRpcException>(async () =>
            await clients.GetRequiredService<PositionService.PositionServiceClient>().GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/p" }, deadline: DateTime.UtcNow.AddMinutes(1)));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            _ = CloseAsync(await _listener.AcceptTcpClientAsync());
        }
    }

    private static async Task CloseAsync(TcpClient connection)
    {
        using var closing = connection;
        await connection.GetStream().ReadExactlyAsync(new byte["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.Length]);
        // What the client still sends is read, so that it meets the end of a stream and not a reset.
        connection.Client.Shutdown(SocketShutdown.Send);
        await connection.GetStream().CopyToAsync(Stream.Null);
    }
}
