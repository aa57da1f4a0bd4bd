using System.Buffers.Binary;
using System.Net.Sockets;

namespace Summit.GrpcTests.Robustness;

/// <summary>Plays a <see cref="BadConnection"/> against a server and follows what the server ends.</summary>
internal sealed class BadClient(Uri server, BadConnection script)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HashSet<int> _owed = [.. script.MustEnd];

    /// <summary>The streams that the server still owes an end when its patience, and that of this client, is over.</summary>
    public async Task<IReadOnlyCollection<int>> RunAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        await using var stream = new NetworkStream(socket);
        var reading = ReadAsync(stream);
        await SendAsync(stream);
        IReadOnlyCollection<int> owed = [];
        if (script.IsPatient)
        {
            try
            {
                await reading.WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                owed = [.. _owed];
            }
        }

        if (script.IsAbrupt)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        socket.Close();
        await reading;
        return owed;
    }

    private async Task SendAsync(NetworkStream stream)
    {
        try
        {
            for (var rest = script.Bytes; !rest.IsEmpty;)
            {
                var piece = Math.Min(script.PieceLength, rest.Length);
                await stream.WriteAsync(rest[..piece]);
                rest = rest[piece..];
            }
        }
        catch (IOException)
        {
            // The server had enough.
        }
    }

    /// <summary>Ends when nothing is owed, or with the connection.</summary>
    private async Task ReadAsync(NetworkStream stream)
    {
        var header = new byte[Frames.HeaderLength];
        var payload = new byte[1 << 14];
        try
        {
            while (!script.IsPatient || _owed.Count > 0)
            {
                await stream.ReadExactlyAsync(header);
                var length = header[0] << 16 | header[1] << 8 | header[2];
                await stream.ReadExactlyAsync(payload.AsMemory(0, length));
                var type = (FrameType)header[3];
                var ends = type is FrameType.Reset || (type is FrameType.Data or FrameType.Headers && (header[4] & Frames.EndStream) != 0);
                if (ends)
                {
                    _owed.Remove(BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)));
                }
            }
        }
        catch (Exception error) when (error is IOException or EndOfStreamException or ObjectDisposedException)
        {
            // The connection is over, and every debt with it.
            _owed.Clear();
        }
    }
}
