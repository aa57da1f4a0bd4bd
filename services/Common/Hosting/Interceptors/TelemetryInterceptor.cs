using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Summit.Client;
using Summit.Hosting.Calls;
using Summit.Hosting.Lifecycle;
using Summit.Hosting.Telemetry;
using Summit.Hosting.Validation;

namespace Summit.Hosting.Interceptors;

/// <summary>
/// Opens the call's scope, names its span and measures it. ASP.NET Core has begun the span and taken the trace from the
/// caller already. Must be the outermost: everything inside needs the scope, and the outcome is known only here.
/// </summary>
internal sealed class TelemetryInterceptor(CallLog log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        using var call = ObservedCall.Begin(context, log);
        try
        {
            var response = await continuation(request, context);
            call.AnswerRead();
            return response;
        }
        catch (RpcException e)
        {
            call.Fail(e);
            throw;
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var call = ObservedCall.Begin(context, log);
        try
        {
            var response = await continuation(requestStream, context);
            call.AnswerRead();
            return response;
        }
        catch (RpcException e)
        {
            call.Fail(e);
            throw;
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var call = ObservedCall.Begin(context, log);
        try
        {
            await continuation(request, responseStream, context);
            call.AnswerRead();
        }
        catch (RpcException e)
        {
            call.Fail(e);
            throw;
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var call = ObservedCall.Begin(context, log);
        try
        {
            await continuation(requestStream, responseStream, context);
            call.AnswerRead();
        }
        catch (RpcException e)
        {
            call.Fail(e);
            throw;
        }
    }

    /// <summary>One call from its first to its last moment here.</summary>
    private readonly struct ObservedCall : IDisposable
    {
        private readonly ServerCallContext _context;
        private readonly CallLog _log;
        private readonly CallScope _scope;
        private readonly Activity? _activity;
        private readonly Outcome _outcome;

        private ObservedCall(ServerCallContext context, CallScope scope, Activity? activity, CallLog log)
        {
            _context = context;
            _log = log;
            _scope = scope;
            _activity = activity;
            _outcome = new Outcome { Started = HostMetrics.Calls.Begin(scope.Method) };
        }

        public static ObservedCall Begin(ServerCallContext context, CallLog log)
        {
            var scope = CallScope.Begin(context);
            var activity = Activity.Current;
            if (activity is not null)
            {
                CallTelemetry.Begin(activity, scope.Method.FullName[1..]);
            }

            if (CallTelemetry.IsWatch(scope.Method) && context.GetHttpContext().Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
            {
                metrics.MetricsDisabled = true; // It has metrics of its own; beside calls it would look like the slowest of them.
            }

            // Headers, not trailers: they go out with the first bytes of the answer, or in the one block of a refusal.
            var http = context.GetHttpContext();
            http.Items[UnreadableRequests.Began] = null;
            if (!TrySet(http.Response, SummitMetadata.TraceId, scope.TraceId) || !TrySet(http.Response, SummitMetadata.Build, BuildInfo.Version))
            {
                throw new RpcException(new Status(StatusCode.DeadlineExceeded, "The call's time was up before it began."));
            }

            return new(context, scope, activity, log);
        }

        // When the deadline passes, the runtime sends the answer from a timer's thread, also between a look and a write here.
        private static bool TrySet(HttpResponse response, string name, string value)
        {
            if (response.HasStarted)
            {
                return false;
            }

            try
            {
                response.Headers[name] = value;
                return true;
            }
            catch (InvalidOperationException) when (response.HasStarted)
            {
                return false;
            }
        }

        public void AnswerRead()
        {
            var read = _scope.Read;
            if (read.IsEmpty)
            {
                return;
            }

            var vector = read.ToString();
            _activity?.SetTag(CallTelemetry.Revision, vector);
            if (!TrySet(_context.GetHttpContext().Response, SummitMetadata.Revision, vector))
            {
                _context.ResponseTrailers.Add(SummitMetadata.Revision, vector);
            }
        }

        public void Fail(RpcException error)
        {
            AnswerRead();
            (_outcome.Code, _outcome.Error) = (error.StatusCode, error);
        }

        public void Dispose()
        {
            var code = _outcome.Code;
            var method = _scope.Method;
            var duration = Stopwatch.GetElapsedTime(_outcome.Started);
            HostMetrics.Calls.End(method, method.FullName[1..], duration, code);
            if (_activity is not null)
            {
                CallTelemetry.End(_activity, code);
            }

            if (!_log.Wants(method, code, duration))
            {
                return;
            }

            var reason = _outcome.Error is { } error ? SummitRpcException.From(error).Reason : null;
            _log.Write(new EndedCall(method, _scope.Caller, code, duration, _scope.TraceId)
            {
                Revision = _scope.Read is { IsEmpty: false } read ? read.ToString() : null,
                Reason = reason,
            });
        }

        private sealed class Outcome
        {
            public long Started { get; init; }

            public StatusCode Code { get; set; }

            public RpcException? Error { get; set; }
        }
    }
}
