namespace Summit.Gateway.Upstream;

/// <summary>Lets a gRPC channel of the gateway's own calls use the replicas and connections that forwarded calls use.</summary>
internal sealed class ReplicaHandler(ServiceReplicas replicas) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (response, replica) = await replicas.SendAsync(request, request.RequestUri!.AbsolutePath, cancellationToken);
        replica.Leave(); // A watch that stays open says nothing about how busy a replica is.
        return response;
    }
}
