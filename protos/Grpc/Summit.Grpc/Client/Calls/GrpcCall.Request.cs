using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Protocol;

namespace Grpc.Net.Client.Calls;

/// <summary>The request and its headers.</summary>
internal abstract partial class GrpcCall
{
    private readonly string? _host;
    private readonly int _previousAttempts;

    /// <summary>Completes with the response headers of a call whose messages are read as a stream.</summary>
    public Task? Sent { get; protected set; }

    protected StreamContent? RequestStreamContent { get; set; }

    /// <summary>Sends the request and takes in the response headers.</summary>
    protected async ValueTask SendAsync(HttpContent content)
    {
        Metadata? credentials = null;
        if (_cause != (int)EndCause.None)
        {
            throw Fail(CauseStatus());
        }

        if (Options.Credentials is not null || Channel.CallCredentials is not null)
        {
            credentials = await CallCredentialsReader.ReadAsync(Channel, Options.Credentials, Info, Token);
        }

        var response = await Channel.Transport.SendAsync(new TransportRequest(this, content, credentials), Token);
        AcceptResponse(response);
    }

    /// <summary>Makes the request message; again for each time it is tried on a connection.</summary>
    internal HttpRequestMessage CreateRequest(HttpContent content, Metadata? credentials)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Info.Uri)
        {
            Version = Channel.HttpVersion,
            VersionPolicy = Channel.HttpVersionPolicy,
            Content = content,
        };
        var headers = request.Headers;
        if (_host is not null)
        {
            headers.Host = _host;
        }

        headers.TryAddWithoutValidation("TE", "trailers");
        headers.TryAddWithoutValidation(GrpcHeaders.AcceptEncoding, Channel.Compression.AcceptEncoding);
        string? userAgent = null;
        if (Options.Headers is { Count: > 0 } metadata)
        {
            AddMetadata(headers, metadata, ref userAgent);
        }

        if (credentials is not null)
        {
            AddMetadata(headers, credentials, ref userAgent);
        }

        headers.TryAddWithoutValidation("User-Agent", userAgent is null ? GrpcChannel.UserAgent : $"{userAgent} {GrpcChannel.UserAgent}");
        if (_deadline != DateTime.MaxValue)
        {
            headers.TryAddWithoutValidation(GrpcHeaders.Timeout, GrpcTimeout.Format(_deadline - DateTime.UtcNow));
        }

        if (_previousAttempts > 0)
        {
            headers.TryAddWithoutValidation(GrpcHeaders.PreviousAttempts, _previousAttempts.ToString());
        }

        return request;
    }

    private static void AddMetadata(HttpRequestHeaders headers, Metadata metadata, ref string? userAgent)
    {
        foreach (var entry in metadata)
        {
            if (entry.Key == GrpcHeaders.EncodingRequest)
            {
                headers.TryAddWithoutValidation(GrpcHeaders.Encoding, entry.Value);
            }
            else if (entry.Key == "user-agent")
            {
                userAgent = entry.Value;
            }
            else if (!GrpcHeaders.IsReserved(entry.Key))
            {
                headers.TryAddWithoutValidation(entry.Key, MetadataCodec.Encode(entry));
            }
        }
    }
}
