using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Grpc.Net.Compression;
using Grpc.Protocol;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>Options of a channel.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>How the channel is secured. Null (the default) for what the address says.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Largest message sent, in bytes. Null (the default) for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Largest message received, in bytes; a longer one ends the call with RESOURCE_EXHAUSTED. Default 4 MiB, null for no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = GrpcHeaders.DefaultMaxReceiveMessageSize;

    /// <summary>Most attempts of one call, the first included, whatever a retry policy says. Default 5, null for no limit.</summary>
    public int? MaxRetryAttempts { get; set; } = 5;

    /// <summary>Bytes of requests kept for retries over all calls; beyond it calls are not retried. Default 16 MiB, null for no limit.</summary>
    public long? MaxRetryBufferSize { get; set; } = 16 * 1024 * 1024;

    /// <summary>Bytes of requests kept for retries of one call; beyond it the call is not retried. Default 1 MiB, null for no limit.</summary>
    public long? MaxRetryBufferPerCallSize { get; set; } = 1024 * 1024;

    /// <summary>How messages may be compressed. Null (the default) for gzip and deflate.</summary>
    public IList<ICompressionProvider>? CompressionProviders { get; set; }

    /// <summary>Makes the channel's loggers. Null (the default) for the service provider's, or none.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Sends the requests. Null (the default) for a handler of the channel's own; not together with <see cref="HttpHandler"/>.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Sends the requests. Null (the default) for a handler of the channel's own; not together with <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the channel disposes the client or handler it was given. Default false.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether cancellation and deadlines throw <see cref="OperationCanceledException"/> instead of <see cref="RpcException"/>. Default false.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Whether call credentials are also sent in clear. Default false.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }

    /// <summary>Retries, throttling and balancing. Null (the default) for none.</summary>
    public ServiceConfig? ServiceConfig { get; set; }

    /// <summary>Whether a service config found by a resolver is ignored. Default false.</summary>
    public bool DisableResolverServiceConfig { get; set; }

    /// <summary>Longest pause between attempts to connect. Default 2 minutes, null for no limit.</summary>
    public TimeSpan? MaxReconnectBackoff { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Pause after the first failed attempt to connect; it grows from there. Default 1 second.</summary>
    public TimeSpan InitialReconnectBackoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Where resolvers and balancers of an application are found. Null (the default) for the built-in ones.</summary>
    public IServiceProvider? ServiceProvider { get; set; }

    /// <summary>HTTP version of requests. Null (the default) for 2.0.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>How strictly the version is meant. Null (the default) for exactly.</summary>
    public HttpVersionPolicy? HttpVersionPolicy { get; set; }
}
