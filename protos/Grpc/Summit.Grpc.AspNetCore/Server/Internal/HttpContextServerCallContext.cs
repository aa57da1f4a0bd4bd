using System.Net;
using Grpc.Core;
using Grpc.Protocol;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>One call on the server: the standard context over an HTTP request. Everything costly is made on first use.</summary>
#pragma warning disable CA1001 // CleanUpAsync disposes, at the one place where a call ends
internal sealed partial class HttpContextServerCallContext : ServerCallContext, IServerCallContextFeature
#pragma warning restore CA1001
{
    internal const string HttpContextKey = "__HttpContext";

    private readonly IMethod _method;
    private readonly MethodOptions _options;
    private readonly ILogger _logger;
    private Metadata? _requestHeaders;
    private Metadata? _responseTrailers;
    private AuthContext? _authContext;
    private Status _status = Status.DefaultSuccess;

    public HttpContextServerCallContext(HttpContext httpContext, IMethod method, MethodOptions options, ILogger logger)
    {
        HttpContext = httpContext;
        _method = method;
        _options = options;
        _logger = logger;
    }

    public HttpContext HttpContext { get; }

    public ServerCallContext ServerCallContext => this;

    protected override string MethodCore => _method.FullName;

    protected override string HostCore => HttpContext.Request.Host.Value ?? "";

    protected override string PeerCore
    {
        get
        {
            var connection = HttpContext.Connection;
            var address = connection.RemoteIpAddress;
            return address is null ? "unknown"
                : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? $"ipv4:{address}:{connection.RemotePort}"
                : $"ipv6:{new IPEndPoint(address, connection.RemotePort)}";
        }
    }

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadRequestHeaders();

    protected override Metadata ResponseTrailersCore => _responseTrailers ??= [];

    protected override Status StatusCore
    {
        get => _status;
        set => _status = value;
    }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => _authContext ??= PeerIdentityReader.Read(HttpContext);

    protected override IDictionary<object, object> UserStateCore
    {
        get
        {
            // The items of the request, so that middleware and gRPC code share them.
            var items = HttpContext.Items!;
            items[HttpContextKey] = HttpContext;
            return items!;
        }
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options)
    {
        options ??= ContextPropagationOptions.Default;
        return new CallPropagationToken(
            options.IsPropagateDeadline ? Deadline : DateTime.MaxValue,
            options.IsPropagateCancellation ? CancellationToken : CancellationToken.None);
    }

    private Metadata ReadRequestHeaders()
    {
        var metadata = new Metadata();
        foreach (var (name, values) in HttpContext.Request.Headers)
        {
            if (GrpcHeaders.IsReserved(name))
            {
                continue;
            }

            foreach (var value in values)
            {
                if (!MetadataCodec.TryAdd(metadata, name, value ?? ""))
                {
                    throw MessageFrame.Error(StatusCode.Internal, $"The value of header {name} is not base64.");
                }
            }
        }

        return metadata;
    }
}
