using Grpc.Core;
using Grpc.Core.Interceptors;
using Summit.Policy;

namespace Summit.Client;

/// <summary>Gives every call what its contract promises: deadline, request id, token, revisions, span and typed errors.</summary>
internal sealed class CallInterceptor(SummitClientOptions options) : Interceptor
{
    private readonly RevisionMemory? _revisions = options.RememberRevisions ? new() : null;

    private readonly CallCredentials? _token = options.TokenProvider is not { } provider ? null : CallCredentials.FromInterceptor(async (context, headers) =>
    {
        if (await provider(context.CancellationToken) is { Length: > 0 } token)
        {
            headers.Add(SummitMetadata.Authorization, $"Bearer {token}");
        }
    });

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var state = Begin(context);
        try
        {
            var response = continuation(state.WithRequestId(request), With(context, state));
            End(state, null);
            return response;
        }
        catch (RpcException e)
        {
            throw Fail(state, e, null);
        }
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var state = Begin(context);
        var call = Start(state, () => continuation(state.WithRequestId(request), With(context, state)));
        return new(ObserveAsync(call.ResponseAsync, call.ResponseHeadersAsync, state), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var state = Begin(context);
        var call = Start(state, () => continuation(state.WithRequestId(request), With(context, state)));
        var reader = new ObservedReader<TResponse>(call.ResponseStream, call.ResponseHeadersAsync, e => Ended(state, e, call.ResponseHeadersAsync));
        return new(reader, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, () => Abandon(state, call.Dispose));
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var state = Begin(context);
        var call = Start(state, () => continuation(With(context, state)));
        var response = ObserveAsync(call.ResponseAsync, call.ResponseHeadersAsync, state);
        return new(call.RequestStream, response, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, () => Abandon(state, call.Dispose));
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var state = Begin(context);
        var call = Start(state, () => continuation(With(context, state)));
        var reader = new ObservedReader<TResponse>(call.ResponseStream, call.ResponseHeadersAsync, e => Ended(state, e, call.ResponseHeadersAsync));
        return new(call.RequestStream, reader, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, () => Abandon(state, call.Dispose));
    }

    private CallState Begin<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        MethodCatalog.TryFind(context.Method.FullName, out var method);
        var state = new CallState(context.Method.FullName, method, context.Options);
        if (options.ContractDeadlines && state.Options.Deadline is null && method is not null && method.DefaultDeadline != Timeout.InfiniteTimeSpan)
        {
            state.Options = state.Options.WithDeadline(DateTime.UtcNow + method.DefaultDeadline);
        }

        if (_token is not null && state.Options.Credentials is null && !state.HasHeader(SummitMetadata.Authorization))
        {
            state.Options = state.Options.WithCredentials(_token);
        }

        if (_revisions?.Seen is { IsEmpty: false } seen && !state.HasHeader(SummitMetadata.MinRevision))
        {
            state.AddHeader(SummitMetadata.MinRevision, seen.ToString());
        }

        return state;
    }

    private static TCall Start<TCall>(CallState state, Func<TCall> start)
    {
        try
        {
            return start();
        }
        catch (Exception e)
        {
            End(state, e as RpcException);
            throw;
        }
    }

    private async Task<TResponse> ObserveAsync<TResponse>(Task<TResponse> response, Task<Metadata> headers, CallState state)
    {
        try
        {
            var message = await response;
            _revisions?.Observe(await headers);
            End(state, null);
            return message;
        }
        catch (RpcException e)
        {
            throw Fail(state, e, headers);
        }
        catch (OperationCanceledException)
        {
            Abandon(state, static () => { });
            throw;
        }
    }

    private SummitRpcException? Ended(CallState state, RpcException? error, Task<Metadata> headers)
    {
        if (error is not null)
        {
            return Fail(state, error, headers);
        }

        if (headers.IsCompletedSuccessfully)
        {
            _revisions?.Observe(headers.Result);
        }

        End(state, null);
        return null;
    }

    private SummitRpcException Fail(CallState state, RpcException error, Task<Metadata>? headers)
    {
        // That something is not there is an answer too, true at a revision.
        _revisions?.Observe(error.Trailers);
        var typed = SummitRpcException.From(error, headers is { IsCompletedSuccessfully: true } ? headers.Result : null, state.Path);
        End(state, typed);
        return typed;
    }

    private static void Abandon(CallState state, Action dispose)
    {
        dispose();
        if (state.TryEnd())
        {
            ClientTelemetry.End(state, StatusCode.Cancelled);
        }
    }

    private static void End(CallState state, RpcException? error)
    {
        if (state.TryEnd())
        {
            ClientTelemetry.End(state, error?.StatusCode ?? StatusCode.OK);
        }
    }

    private static ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, CallState state)
        where TRequest : class
        where TResponse : class => new(context.Method, context.Host, state.Options);
}
