using System.Net.Sockets;
using Grpc.Net.Client;

namespace Summit;

/// <summary>A channel with the limits of an ordinary client, whose connection a test breaks. The next call makes a new one.</summary>
internal sealed class BreakableChannel : IDisposable
{
    private Socket? _socket;

    public BreakableChannel(Uri address) => Channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { ConnectCallback = ConnectAsync },
        DisposeHttpClient = true,
    });

    public GrpcChannel Channel { get; }

    /// <summary>Ends the connection with whatever is under way.</summary>
    public void Break() => Interlocked.Exchange(ref _socket, null)?.Shutdown(SocketShutdown.Both);

    public void Dispose() => Channel.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _socket = socket;
        return new NetworkStream(socket, ownsSocket: true);
    }
}
