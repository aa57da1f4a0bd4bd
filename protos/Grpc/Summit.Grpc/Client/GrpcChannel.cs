using Grpc.Core;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Calls;
using Grpc.Net.Client.Retry;
using Grpc.Net.Compression;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>A way to a service over HTTP/2. Costly to make and safe to share: one per service.</summary>
public sealed partial class GrpcChannel : ChannelBase, IDisposable
{
    internal const string UserAgent = "grpc-dotnet-summit/0.1";

    private readonly Uri _address;
    private readonly ILogger _logger;
    private readonly bool _isSecure;
    private readonly RetryConfiguration _retries;
    private bool _disposed;

    private GrpcChannel(Uri address, GrpcChannelOptions options) : base(address.Scheme is "http" or "https" ? address.Authority : address.ToString())
    {
        _address = address;
        var credentials = ChannelSecurity.Read(address, options.Credentials);
        _isSecure = credentials.IsSecure;
        CallCredentials = credentials.CallCredentials;
        SendsCallCredentials = credentials.IsSecure || options.UnsafeUseInsecureChannelCallCredentials;
        MaxSendMessageSize = options.MaxSendMessageSize;
        MaxReceiveMessageSize = options.MaxReceiveMessageSize;
        ThrowOperationCanceled = options.ThrowOperationCanceledOnCancellation;
        HttpVersion = options.HttpVersion ?? System.Net.HttpVersion.Version20;
        HttpVersionPolicy = options.HttpVersionPolicy ?? System.Net.Http.HttpVersionPolicy.RequestVersionExact;
        Compression = new CompressionProviders(options.CompressionProviders ?? CompressionProviders.Defaults());
        LoggerFactory = options.LoggerFactory
            ?? options.ServiceProvider?.GetService(typeof(ILoggerFactory)) as ILoggerFactory
            ?? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;
        _logger = LoggerFactory.CreateLogger("Grpc.Net.Client.GrpcChannel");
        _retries = new RetryConfiguration(options);
        Transport = Transports.Create(address, credentials.IsSecure, options, LoggerFactory);
    }

    /// <summary>How far the channel is from being able to carry calls.</summary>
    /// <exception cref="InvalidOperationException">The HTTP client or handler it was given does not show its connections.</exception>
    public ConnectivityState State => _disposed ? ConnectivityState.Shutdown : Connections.State;

    internal RetryThrottle? RetryThrottle => _retries.Throttle;

    internal RetryBuffer RetryBuffer => _retries.Buffer;

    internal ITransport Transport { get; }

    private ConnectionManager Connections => (Transport as BalancedTransport)?.Connections
        ?? throw new InvalidOperationException("Channel is configured with an HTTP transport doesn't support client-side load balancing or connectivity state tracking.");

    internal CompressionProviders Compression { get; }

    internal ILoggerFactory LoggerFactory { get; }

    internal CallCredentials? CallCredentials { get; }

    internal bool SendsCallCredentials { get; }

    internal int? MaxSendMessageSize { get; }

    internal int? MaxReceiveMessageSize { get; }

    internal bool ThrowOperationCanceled { get; }

    internal Version HttpVersion { get; }

    internal HttpVersionPolicy HttpVersionPolicy { get; }

    /// <summary>A channel to an address: <c>http</c>, <c>https</c>, or the scheme of a resolver such as <c>dns</c>.</summary>
    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>A channel to an address, with options.</summary>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ForAddress(new Uri(address), channelOptions);
    }

    /// <summary>A channel to an address: <c>http</c>, <c>https</c>, or the scheme of a resolver such as <c>dns</c>.</summary>
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>A channel to an address, with options.</summary>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (channelOptions.HttpClient is not null && channelOptions.HttpHandler is not null)
        {
            throw new ArgumentException($"{nameof(GrpcChannelOptions.HttpClient)} and {nameof(GrpcChannelOptions.HttpHandler)} have been configured. Only one HTTP caller can be specified.");
        }

        return new GrpcChannel(address, channelOptions);
    }

    /// <inheritdoc/>
    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new HttpCallInvoker(this);
    }

    /// <summary>Connects, and waits until the channel is ready for calls.</summary>
    public Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Connections.ConnectAsync(cancellationToken);
    }

    /// <summary>Waits until the channel has another state than the one last seen.</summary>
    public Task WaitForStateChangedAsync(ConnectivityState lastObservedState, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Connections.WaitForStateChangedAsync(lastObservedState, cancellationToken);
    }

    /// <summary>Ends the calls under way and closes the connections.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        EndCalls();
        Transport.Dispose();
    }

    internal void WarnOfUnusedCredentials() => Log.CredentialsNotSent(_logger, Target);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Call credentials for {Target} were not sent because the channel is not secure.", EventName = "grpc.credentials_not_sent")]
        public static partial void CredentialsNotSent(ILogger logger, string target);
    }
}
