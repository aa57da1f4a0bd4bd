using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Summit.Gateway.Edge;
using Summit.Gateway.Freshness;
using Summit.Gateway.Upstream;
using Summit.Policy;

namespace Summit.Gateway.Web.Connect;

/// <summary>
/// The Connect protocol (connectrpc.com/docs/protocol) before a pipeline that speaks gRPC. Methods and messages are those of the
/// compiled contracts, so a new one needs nothing here.
/// </summary>
internal sealed class ConnectHandler(IOptions<ForwardingOptions> forwarding, IOptions<CacheOptions> cache)
{
    private const string Http2 = "HTTP/2";
    private readonly int _maxRequestBytes = forwarding.Value.MaxRequestBytes;
    private readonly int _maxAnswerBytes = cache.Value.MaxAnswerBytes;

    /// <summary>Answers a request of the protocol; what is gRPC already passes by, what is neither is refused by HTTP's means.</summary>
    public Task HandleAsync(HttpContext http, RequestDelegate pipeline)
    {
        if (StatusWriter.IsGrpc(http.Request.ContentType) && HttpProtocol.IsHttp2(http.Request.Protocol))
        {
            return pipeline(http);
        }

        var path = http.Request.Path.Value ?? "";
        if (!MethodCatalog.TryFind(path, out var method))
        {
            var unknown = GatewayErrors.MethodUnknown(path).WithTraceOf(http);
            return UnaryAnswer.WriteErrorAsync(http.Response, unknown, acceptsGzip: false, StatusCodes.Status404NotFound);
        }

        if (HttpMethods.IsOptions(http.Request.Method))
        {
            http.Response.Headers.Allow = ConnectCall.Allowed(method);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        return ConnectCall.Read(http.Request, method, out var refusal) is { } call
            ? call.Enveloped ? StreamAsync(http, call, pipeline) : UnaryAsync(http, call, pipeline)
            : RefuseAsync(http.Response, method, refusal);
    }

    private static Task RefuseAsync(HttpResponse response, RpcMethod method, (int Status, string Why) refusal)
    {
        response.StatusCode = refusal.Status;
        response.ContentType = "text/plain; charset=utf-8";
        if (refusal.Status == StatusCodes.Status405MethodNotAllowed)
        {
            response.Headers.Allow = ConnectCall.Allowed(method);
        }

        return response.WriteAsync(refusal.Why + "\n");
    }

    private async Task UnaryAsync(HttpContext http, ConnectCall call, RequestDelegate pipeline)
    {
        var answer = new GrpcAnswer(_maxAnswerBytes, call.Method.Package);
        await RunAsync(http, call, new OneMessage(call, http.Request.BodyReader, _maxRequestBytes), answer, pipeline);
        if (!http.RequestAborted.IsCancellationRequested)
        {
            await UnaryAnswer.WriteAsync(http, call, answer, TakeStatus(http, answer, call));
        }
    }

    private async Task StreamAsync(HttpContext http, ConnectCall call, RequestDelegate pipeline)
    {
        var answer = new StreamAnswer(http.Response, http.Response.BodyWriter, call, _maxAnswerBytes);
        Google.Rpc.Status? fault = null;
        if (call.Method.Type == Grpc.Core.MethodType.ServerStreaming)
        {
            await RunAsync(http, call, new OneMessage(call, http.Request.BodyReader, _maxRequestBytes), answer, pipeline);
        }
        else
        {
            await using var messages = new Messages(call, http.Request.BodyReader, _maxRequestBytes);
            await RunAsync(http, call, messages, answer, pipeline);
            fault = messages.Fault?.WithTraceOf(http);
        }

        if (!http.RequestAborted.IsCancellationRequested)
        {
            var status = TakeStatus(http, answer, call);
            await answer.EndAsync(http, fault ?? status); // Who answers knows only that it could not read on.
        }
    }

    private static async Task RunAsync(HttpContext http, ConnectCall call, IRequestBodyPipeFeature request, GrpcAnswer answer, RequestDelegate pipeline)
    {
        var features = http.Features;
        var body = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var trailers = features.Get<IHttpResponseTrailersFeature>();
        features.Set(request);
        features.Set<IHttpResponseBodyFeature>(answer);
        features.Set<IHttpResponseTrailersFeature>(answer);
        SpeakGrpc(http.Request, call);
        try
        {
            await pipeline(http);
        }
        finally
        {
            features.Set(body);
            features.Set(trailers);
        }
    }

    private static void SpeakGrpc(HttpRequest request, ConnectCall call)
    {
        request.Method = HttpMethods.Post;
        request.Protocol = Http2;
        request.ContentType = StatusWriter.GrpcContentType;
        var headers = request.Headers;
        headers.Remove("grpc-encoding");
        headers.Remove("grpc-accept-encoding");
        headers.GrpcTimeout = call.TimeoutMilliseconds is { } milliseconds ? CallDeadline.Format(TimeSpan.FromMilliseconds(milliseconds)) : default;
    }

    // How the call ended, which is no header of this protocol.
    private static Google.Rpc.Status TakeStatus(HttpContext http, GrpcAnswer answer, ConnectCall call)
    {
        var headers = http.Response.Headers;
        var status = ConnectError.Read(headers) ?? ConnectError.Read(answer.Trailers)
            ?? GatewayErrors.ServiceUnavailable(call.Method.Package, "ended the answer without a status").WithTraceOf(http);
        foreach (var block in new[] { headers, answer.Trailers })
        {
            if (!http.Response.HasStarted || block != headers)
            {
                block.Remove(StatusWriter.GrpcStatus);
                block.Remove(StatusWriter.GrpcMessage);
                block.Remove(Client.SummitMetadata.StatusDetails);
                block.Remove("grpc-encoding");
                block.Remove("grpc-accept-encoding");
            }
        }

        return status;
    }
}
