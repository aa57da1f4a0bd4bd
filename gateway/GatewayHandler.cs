using Microsoft.Extensions.Options;
using Summit.Client;
using Summit.Gateway.Access;
using Summit.Gateway.Calls;
using Summit.Gateway.Edge;
using Summit.Gateway.Feed;
using Summit.Gateway.Freshness;
using Summit.Gateway.Limits;
using Summit.Gateway.Upstream;
using Summit.Hosting.Errors;
using Summit.Hosting.Identity;
using Summit.Hosting.Telemetry;

namespace Summit.Gateway;

/// <summary>What happens to a call, in order: who calls, may they, how much; the request's bytes; an answer
/// that is still true, or the service.</summary>
internal sealed partial class GatewayHandler(
    RouteTable routes, TokenValidator tokens, CallerLimits limits, AnswerCache cache, FeedSet feeds, IOptions<ForwardingOptions> options, TimeProvider time, CallLog calls,
    ILogger<GatewayHandler> log)
{
    private readonly int _maxRequestBytes = options.Value.MaxRequestBytes;

    /// <summary>Answers a call of a contract's method; anything else goes on to what the host itself serves.</summary>
    public Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (!StatusWriter.IsGrpc(http.Request.ContentType) || !HttpProtocol.IsHttp2(http.Request.Protocol))
        {
            return next(http);
        }

        return routes.TryFind(http.Request.Path.Value ?? "", out var route) ? AnswerAsync(http, route) : NextAsync(http, next);
    }

    private static async Task NextAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (!http.Response.HasStarted && http.Response.StatusCode == StatusCodes.Status404NotFound)
        {
            http.Response.StatusCode = StatusCodes.Status200OK;
            StatusWriter.Write(http, GatewayErrors.MethodUnknown(http.Request.Path.Value ?? ""), new CallTrace(http.Request.Headers).Id);
            GatewayTelemetry.MethodUnknown();
        }
    }

    // One state machine from the call's arrival to its answer from memory: that is what most calls are.
    private async Task AnswerAsync(HttpContext http, MethodRoute route)
    {
        var deadline = CallDeadline.Start(time, http.Request.Headers.GrpcTimeout, route.Method.DefaultDeadline, route.Method.MaxDeadline);
        var call = new GatewayCall(http, route, deadline, feeds);
        using var observed = GatewayTelemetry.Begin(call, cache.Counts, calls);
        try
        {
            call.Caller = await tokens.AuthenticateAsync(http.Request.Headers.Authorization);
            AccessRules.CheckRole(route.Method, call.Caller);
            using var entry = limits.Enter(call.Caller, http.Connection.RemoteIpAddress, route.Class);
            if (!route.SingleRequest)
            {
                await Forwarder.ForwardAsync(call);
                return;
            }

            var message = await RequestMessage.ReadAsync(http.Request, _maxRequestBytes, http.RequestAborted);
            AccessGate.CheckOwner(route.Method, route.Owner, call.Caller, message);
            if (cache.TryPlan(route, out var plan) && !http.Request.Headers.ContainsKey(SummitMetadata.ReadRevision))
            {
                await cache.AnswerAsync(call, plan, message);
            }
            else
            {
                await Forwarder.ForwardAsync(call, message);
            }
        }
        catch (Exception e)
        {
            await EndAsync(call, e);
        }
    }

    private async ValueTask EndAsync(GatewayCall call, Exception exception)
    {
        switch (exception)
        {
            case SummitException refused:
                call.Fail(StatusDetails.From(refused));
                break;
            case CallEndedException ended:
                call.Fail(ended.Status);
                break;
            case var _ when call.Http.RequestAborted.IsCancellationRequested:
                await call.FailAsync(exception);
                break;
            default:
                var id = Guid.NewGuid().ToString("N")[..12];
                using (call.Trace.BeginSpan())
                {
                    Log.CallFailed(log, exception, call.Route.Path, id);
                }

                call.Fail(GatewayErrors.Fault(id));
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "call.failed", Level = LogLevel.Error, Message = "{Method} failed by a fault of the gateway, error id {ErrorId}")]
        public static partial void CallFailed(ILogger logger, Exception error, string method, string errorId);
    }
}
