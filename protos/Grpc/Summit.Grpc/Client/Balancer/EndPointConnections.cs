using System.Net.Sockets;

namespace Grpc.Net.Client.Balancer;

/// <summary>The connections to one end point, and the subchannel that they belong to.</summary>
internal sealed class EndPointConnections
{
    private readonly Lock _lock = new();
    private Subchannel? _owner;
    private Socket? _first;
    private int _open;

    /// <summary>Keeps a fresh socket for the handler's first connection.</summary>
    public void Offer(Subchannel owner, Socket socket)
    {
        Socket? unused;
        lock (_lock)
        {
            _owner = owner;
            unused = _first;
            _first = socket;
        }

        unused?.Dispose();
    }

    /// <summary>The kept socket, if the server has not closed it meanwhile.</summary>
    public Socket? Take()
    {
        Socket? socket;
        lock (_lock)
        {
            socket = _first;
            _first = null;
        }

        if (socket is null || !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0))
        {
            return socket;
        }

        socket.Dispose();
        return null;
    }

    public Stream Track(Socket socket)
    {
        lock (_lock)
        {
            _open++;
        }

        return new TrackedStream(socket, this);
    }

    public void OpenFailed() => Closed(wasOpen: false);

    /// <summary>Lets go of a subchannel, null for whichever it is; true when nothing is left to know.</summary>
    public bool Forget(Subchannel? subchannel)
    {
        Socket? unused;
        lock (_lock)
        {
            if (subchannel is not null && _owner != subchannel)
            {
                return false;
            }

            _owner = null;
            unused = _first;
            _first = null;
        }

        unused?.Dispose();
        return true;
    }

    private void Closed(bool wasOpen)
    {
        Subchannel? owner;
        lock (_lock)
        {
            _open -= wasOpen ? 1 : 0;
            owner = _open == 0 && _first is null ? _owner : null;
        }

        owner?.ConnectionsClosed();
    }

    private sealed class TrackedStream(Socket socket, EndPointConnections connections) : NetworkStream(socket, ownsSocket: true)
    {
        private int _closed;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (Interlocked.Exchange(ref _closed, 1) == 0)
            {
                connections.Closed(wasOpen: true);
            }
        }
    }
}
