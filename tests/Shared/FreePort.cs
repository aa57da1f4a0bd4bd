using System.Net;
using System.Net.Sockets;

namespace Summit;

/// <summary>Ports for servers that cannot choose one themselves, or that must come back at the same one.</summary>
internal static class FreePort
{
    // Below the ports that systems take for outgoing connections: one of those must not come between the choice and its use.
    private const int Lowest = 20_000;
    private const int Count = 12_000;
    private static int _last = Random.Shared.Next(Count);

    /// <summary>A port of loopback that nobody listens on, and that this process has not chosen lately.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Lowest + (int)((uint)Interlocked.Increment(ref _last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there; the next one may be free.
            }
        }
    }
}
