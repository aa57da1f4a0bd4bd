using Grpc.Core;

namespace Grpc.Net.Client.Calls;

/// <summary>A call under way, whether it is one attempt or several.</summary>
internal interface IClientCall<TRequest, TResponse> : IDisposable
    where TRequest : class
    where TResponse : class
{
    Task<TResponse> ResponseAsync { get; }

    IAsyncStreamReader<TResponse> ResponseStream { get; }

    IClientStreamWriter<TRequest> RequestStream { get; }

    Task<Metadata> GetResponseHeadersAsync();

    Status GetStatus();

    Metadata GetTrailers();
}
