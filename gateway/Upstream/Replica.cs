using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Summit.Hosting.Certificates;

namespace Summit.Gateway.Upstream;

/// <summary>One process of a service: its address, its connections and how busy it is.</summary>
internal sealed class Replica : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Uri> _uris = new(StringComparer.Ordinal);
    private readonly HttpMessageInvoker _invoker;
    private int _inFlight;
    private long _downSince;

    /// <summary>Creates a replica; nothing is connected before the first call.</summary>
    /// <param name="authority">Scheme, host and port that requests name; TLS checks the host.</param>
    /// <param name="endPoint">Where to connect.</param>
    /// <param name="options">Connection settings.</param>
    /// <param name="tls">Shows and checks certificates.</param>
    /// <param name="time">Clock.</param>
    public Replica(Uri authority, EndPoint endPoint, ForwardingOptions options, OutgoingTls tls, TimeProvider time)
    {
        _time = time;
        Authority = authority;
        EndPoint = endPoint;
        Cooldown = options.Cooldown;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = options.StreamWindowSize,
            KeepAlivePingDelay = options.KeepAliveDelay,
            KeepAlivePingTimeout = options.KeepAliveTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            SslOptions = tls.ForServices(),
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
        });
    }

    /// <summary>Scheme, host and port that requests name.</summary>
    public Uri Authority { get; }

    /// <summary>Where it listens.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>Calls that it is working on for this gateway.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>How long a replica that could not be reached is passed over while another is there.</summary>
    public TimeSpan Cooldown { get; }

    /// <summary>Whether it could not be reached a moment ago.</summary>
    public bool IsDown
    {
        get
        {
            var since = Volatile.Read(ref _downSince);
            return since != 0 && _time.GetElapsedTime(since) < Cooldown;
        }
    }

    /// <summary>Sends a request to a method's path; the answer is returned when its headers are there.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string path, CancellationToken cancellationToken)
    {
        if (!_uris.TryGetValue(path, out var uri))
        {
            uri = _uris.GetOrAdd(path, new Uri(Authority, path));
        }

        request.RequestUri = uri;
        try
        {
            var response = await _invoker.SendAsync(request, cancellationToken);
            Volatile.Write(ref _downSince, 0);
            return response;
        }
        catch (Exception e) when (UpstreamFailure.NeverSent(e))
        {
            Volatile.Write(ref _downSince, _time.GetTimestamp());
            throw;
        }
    }

    /// <summary>Counts a call in.</summary>
    public void Enter() => Interlocked.Increment(ref _inFlight);

    /// <summary>Counts a call out.</summary>
    public void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(EndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
