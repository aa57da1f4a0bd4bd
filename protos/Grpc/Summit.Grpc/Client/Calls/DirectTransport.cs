namespace Grpc.Net.Client.Calls;

/// <summary>Sends to the channel's own address; the HTTP handler alone knows of connections.</summary>
internal sealed class DirectTransport(HttpSender sender, GrpcChannelOptions options) : ITransport
{
    public ValueTask<HttpResponseMessage> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        var message = request.Call.CreateRequest(request.Content, request.Credentials);
        return request.Call.Options.IsWaitForReady ? SendPatientlyAsync(request, message, cancellationToken) : new(sender.SendAsync(message, cancellationToken));
    }

    public void Dispose() => sender.Dispose();

    /// <summary>Tries until there is a connection; only the call's deadline or its caller ends that.</summary>
    private async ValueTask<HttpResponseMessage> SendPatientlyAsync(TransportRequest request, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var backoff = new Balancer.ExponentialBackoff(options.InitialReconnectBackoff, options.MaxReconnectBackoff);
        while (true)
        {
            try
            {
                return await sender.SendAsync(message, cancellationToken);
            }
            catch (HttpRequestException exception) when (StatusMapping.NeverSent(exception))
            {
                await Task.Delay(backoff.NextBackoff(), cancellationToken);
            }

            message = request.Call.CreateRequest(request.Content, request.Credentials);
        }
    }
}
