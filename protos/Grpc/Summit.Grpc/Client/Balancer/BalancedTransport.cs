using System.Collections.Concurrent;
using System.Net;
using Grpc.Net.Client.Calls;

namespace Grpc.Net.Client.Balancer;

/// <summary>Sends each request to the address of the subchannel picked for it.</summary>
internal sealed class BalancedTransport(HttpSender sender, ConnectionManager connections, Uri address, bool isSecure) : ITransport
{
    private readonly ConcurrentDictionary<(string Path, DnsEndPoint EndPoint), Uri> _uris = new();

    public ConnectionManager Connections => connections;

    public ValueTask<HttpResponseMessage> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        var message = request.Call.CreateRequest(request.Content, request.Credentials);
        if (!request.Call.Options.IsWaitForReady && connections.TryPick(message) is { SubchannelCallTracker: null, Subchannel.CurrentAddress: { } target })
        {
            return new ValueTask<HttpResponseMessage>(AttemptAsync(request, message, target, cancellationToken));
        }

        return new ValueTask<HttpResponseMessage>(SendSlowlyAsync(request, message, cancellationToken));
    }

    public void Dispose()
    {
        connections.Dispose();
        sender.Dispose();
    }

    /// <summary>A request that cannot have left is picked for anew: the subchannel knows by now that its connection is lost.</summary>
    private async Task<HttpResponseMessage> AttemptAsync(
        TransportRequest request, HttpRequestMessage message, BalancerAddress target, CancellationToken cancellationToken)
    {
        try
        {
            return await SendToAsync(message, target, cancellationToken);
        }
        catch (HttpRequestException exception) when (StatusMapping.NeverSent(exception))
        {
            return await SendSlowlyAsync(request, request.Call.CreateRequest(request.Content, request.Credentials), cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendSlowlyAsync(TransportRequest request, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var waitForReady = request.Call.Options.IsWaitForReady;
        var backoff = connections.CreateBackoff();
        while (true)
        {
            var pick = await connections.PickAsync(message, waitForReady, cancellationToken);
            if (pick.Subchannel!.CurrentAddress is not { } target)
            {
                continue;
            }

            request.Call.Track(pick.SubchannelCallTracker, target);
            try
            {
                return await SendToAsync(message, target, cancellationToken);
            }
            catch (HttpRequestException exception) when (StatusMapping.NeverSent(exception) && (waitForReady || pick.Subchannel.CurrentAddress is null))
            {
                request.Call.Untrack(exception);
            }

            if (waitForReady)
            {
                await Task.Delay(backoff.NextBackoff(), cancellationToken);
            }

            message = request.Call.CreateRequest(request.Content, request.Credentials);
        }
    }

    private Task<HttpResponseMessage> SendToAsync(HttpRequestMessage message, BalancerAddress target, CancellationToken cancellationToken)
    {
        if (!IsOwn(target.EndPoint))
        {
            message.RequestUri = _uris.GetOrAdd(
                (message.RequestUri!.AbsolutePath, target.EndPoint),
                static (key, secure) => new UriBuilder(secure ? "https" : "http", key.EndPoint.Host, key.EndPoint.Port, key.Path).Uri,
                isSecure);
            if (message.Headers.Host is null && target.Attributes.TryGetValue(DnsResolver.HostOverride, out var host))
            {
                message.Headers.Host = host;
            }
        }

        return sender.SendAsync(message, cancellationToken);
    }

    /// <summary>Whether it is the address the channel was made for, so that requests carry the right one already.</summary>
    private bool IsOwn(DnsEndPoint endPoint) =>
        address.Scheme is "http" or "https" && endPoint.Port == address.Port && endPoint.Host == address.IdnHost;
}
