using Grpc.Core;

namespace Grpc.Net.Client.Calls;

/// <summary>What a transport needs to make the request message of a call, once or again.</summary>
internal readonly record struct TransportRequest(GrpcCall Call, HttpContent Content, Metadata? Credentials);

/// <summary>Brings requests to a server.</summary>
internal interface ITransport : IDisposable
{
    ValueTask<HttpResponseMessage> SendAsync(TransportRequest request, CancellationToken cancellationToken);
}

/// <summary>Hands requests to an HTTP client or handler, and gets the response as soon as its headers are here.</summary>
internal sealed class HttpSender(HttpMessageInvoker invoker, bool dispose) : IDisposable
{
    private readonly HttpClient? _client = invoker as HttpClient;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _client is null
        ? invoker.SendAsync(request, cancellationToken)
        : _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public void Dispose()
    {
        if (dispose)
        {
            invoker.Dispose();
        }
    }
}
