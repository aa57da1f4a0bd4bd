using Grpc.Net.Client.Calls;

namespace Grpc.Net.Client;

/// <summary>Makes what sends a channel's requests.</summary>
internal static class HttpSenders
{
    public static HttpSender Create(GrpcChannelOptions options, SocketsHttpHandler? own)
    {
        if (options.HttpClient is { } client)
        {
            return new HttpSender(client, options.DisposeHttpClient);
        }

        return options.HttpHandler is { } handler
            ? new HttpSender(new HttpMessageInvoker(handler, options.DisposeHttpClient), dispose: true)
            : new HttpSender(new HttpMessageInvoker(own ?? CreateHandler()), dispose: true);
    }

    /// <summary>A handler without what gRPC never uses: redirects, cookies, decompression of whole bodies.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        // One connection carries about a hundred calls at a time; more calls open more connections.
        EnableMultipleHttp2Connections = true,
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}
