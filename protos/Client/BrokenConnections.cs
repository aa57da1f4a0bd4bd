using System.Net.Sockets;

namespace Summit.Client;

/// <summary>
/// Tells gRPC that a connection could not be made or broke before an answer. The runtime says UNAVAILABLE, and repeats the call, only
/// where an error of the socket is in the exception; a server that refuses the handshake would else look like a fault of the service.
/// </summary>
internal sealed class BrokenConnections(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (IsBroken(e))
        {
            var reason = e.InnerException is { } cause ? $"{e.Message} {cause.Message}" : e.Message;
            throw new HttpRequestException(e.HttpRequestError, reason, new SocketException((int)SocketError.ConnectionReset));
        }
    }

    // An error that the other side sent in HTTP/2 has a code, which the runtime reads.
    private static bool IsBroken(HttpRequestException error)
    {
        for (var e = error.InnerException; e is not null; e = e.InnerException)
        {
            if (e is SocketException or HttpProtocolException)
            {
                return false;
            }
        }

        return error.HttpRequestError is not (HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError);
    }
}
