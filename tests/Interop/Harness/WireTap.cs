using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Summit.Interop.Harness;

/// <summary>
/// Stands between a client and a server and passes every frame on unchanged. What it sees is what was on the wire, whatever
/// either side says about it.
/// </summary>
internal sealed class WireTap : IAsyncDisposable
{
    private const int PrefaceLength = 24;
    private const int FrameHeaderLength = 9;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly List<(MessageFlags Client, MessageFlags Server)> _connections = [];
    private readonly List<Task> _pumps = [];
    private readonly Task _accepting;

    public WireTap(int serverPort)
    {
        _server = new IPEndPoint(IPAddress.Loopback, serverPort);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    public IReadOnlyList<string> ClientMessages => [.. _connections.SelectMany(connection => connection.Client.PerCall)];

    public IReadOnlyList<string> ServerMessages => [.. _connections.SelectMany(connection => connection.Server.PerCall)];

    /// <summary>Waits until every connection is closed, so that nothing is left to see.</summary>
    public async Task CompleteAsync()
    {
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_pumps).WaitAsync(TimeSpan.FromSeconds(30));
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(_server);
                client.NoDelay = server.NoDelay = true;
                var flags = (Client: new MessageFlags(), Server: new MessageFlags());
                _connections.Add(flags);
                _pumps.Add(ConnectionAsync(client, server, flags.Client, flags.Server));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The listener was stopped.
        }
    }

    private static async Task ConnectionAsync(Socket client, Socket server, MessageFlags clientFlags, MessageFlags serverFlags)
    {
        using (client)
        using (server)
        {
            await Task.WhenAll(
                PumpAsync(client, server, PrefaceLength, clientFlags),
                PumpAsync(server, client, 0, serverFlags));
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, int prefaceLength, MessageFlags flags)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            var preface = new byte[prefaceLength];
            await source.ReadExactlyAsync(preface);
            await target.WriteAsync(preface);
            while (true)
            {
                var frame = new byte[FrameHeaderLength];
                await source.ReadExactlyAsync(frame);
                var payloadLength = frame[0] << 16 | frame[1] << 8 | frame[2];
                Array.Resize(ref frame, FrameHeaderLength + payloadLength);
                await source.ReadExactlyAsync(frame.AsMemory(FrameHeaderLength));
                var streamId = BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(5)) & int.MaxValue;
                flags.See(streamId, frame[3], frame[4], frame.AsSpan(FrameHeaderLength));
                await target.WriteAsync(frame);
            }
        }
        catch (Exception error) when (error is IOException or EndOfStreamException)
        {
            // One side is gone; the other shall know, and its own pump ends with it.
            Shutdown(from);
            Shutdown(to);
        }
    }

    private static void Shutdown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Already gone.
        }
    }
}
