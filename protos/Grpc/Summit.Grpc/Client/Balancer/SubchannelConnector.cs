using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Grpc.Net.Client.Balancer;

/// <summary>Opens the connections of a channel's subchannels and tells them when the last one has closed.</summary>
internal abstract class SubchannelConnector : IDisposable
{
    /// <summary>Connects to an address, or throws.</summary>
    public abstract Task ConnectAsync(BalancerAddress address, Subchannel subchannel, CancellationToken cancellationToken);

    /// <summary>The subchannel gives the address up.</summary>
    public abstract void Forget(BalancerAddress address, Subchannel subchannel);

    public abstract void Dispose();

    /// <summary>For handlers that let nobody see their connections: every address counts as connected.</summary>
    public sealed class Passive : SubchannelConnector
    {
        public override Task ConnectAsync(BalancerAddress address, Subchannel subchannel, CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Forget(BalancerAddress address, Subchannel subchannel)
        {
        }

        public override void Dispose()
        {
        }
    }

    /// <summary>Opens sockets itself: one to see whether an address answers, which the handler then uses first.</summary>
    public sealed class Sockets : SubchannelConnector
    {
        private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);

        private readonly ConcurrentDictionary<DnsEndPoint, EndPointConnections> _endPoints = new();

        /// <summary>Takes over the connecting of a handler; false if somebody else has, or if it is in use.</summary>
        public bool TryAttach(SocketsHttpHandler handler)
        {
            if (handler.ConnectCallback is not null)
            {
                return false;
            }

            try
            {
                handler.ConnectCallback = OpenAsync;
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }

        public override async Task ConnectAsync(BalancerAddress address, Subchannel subchannel, CancellationToken cancellationToken)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(ConnectTimeout);
            var socket = await OpenSocketAsync(address.EndPoint, timeout.Token);
            _endPoints.GetOrAdd(address.EndPoint, static _ => new EndPointConnections()).Offer(subchannel, socket);
        }

        public override void Forget(BalancerAddress address, Subchannel subchannel)
        {
            if (_endPoints.TryGetValue(address.EndPoint, out var connections) && connections.Forget(subchannel))
            {
                _endPoints.TryRemove(new KeyValuePair<DnsEndPoint, EndPointConnections>(address.EndPoint, connections));
            }
        }

        public override void Dispose()
        {
            foreach (var connections in _endPoints.Values)
            {
                connections.Forget(null);
            }
        }

        private async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            if (!_endPoints.TryGetValue(context.DnsEndPoint, out var connections))
            {
                return new NetworkStream(await OpenSocketAsync(context.DnsEndPoint, cancellationToken), ownsSocket: true);
            }

            try
            {
                return connections.Track(connections.Take() ?? await OpenSocketAsync(context.DnsEndPoint, cancellationToken));
            }
            catch (SocketException)
            {
                connections.OpenFailed();
                throw;
            }
        }

        private static async Task<Socket> OpenSocketAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(endPoint, cancellationToken);
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
