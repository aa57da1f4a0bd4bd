using Grpc.Core;
using Grpc.Core.Interceptors;
using Summit.Client;
using Summit.Hosting.Calls;
using Summit.Policy;

namespace Summit.Hosting.Clients;

/// <summary>
/// Makes a call part of the call that is being answered: same token, what is left of its deadline, its cancellation, and
/// reads at the revision at which the other service was read first. Outside of a call the contract's deadline holds.
/// </summary>
internal sealed class InsideCallInterceptor : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        if (CallScope.Current is not { } scope)
        {
            return continuation(request, OfItsOwn(context));
        }

        var call = StartAsync(request, context, continuation, scope);
        return new AsyncUnaryCall<TResponse>(
            AnswerAsync(call),
            HeadersAsync(call),
            () => call.Result.Call.GetStatus(),
            () => call.Result.Call.GetTrailers(),
            () => _ = DisposeAsync(call));
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, CallScope.Current is { } scope ? Inherit(context, scope, scope.Pins[PackageOf(context.Method)]) : OfItsOwn(context));

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(CallScope.Current is { } scope ? Inherit(context, scope, null) : OfItsOwn(context));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(CallScope.Current is { } scope ? Inherit(context, scope, null) : OfItsOwn(context));

    private static async Task<Started<TResponse>> StartAsync<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation, CallScope scope)
        where TRequest : class
        where TResponse : class
    {
        var package = PackageOf(context.Method);
        var pin = await scope.Pins.PinOrGoFirstAsync(package, scope.Context.CancellationToken);
        try
        {
            var call = continuation(request, Inherit(context, scope, pin));
            return new(call, ObserveAsync(call, scope, package, first: pin is null));
        }
        catch when (pin is null)
        {
            scope.Pins.Release(package);
            throw;
        }
    }

    /// <summary>Notes what was read, and lets waiting readers of the same service go.</summary>
    private static async Task<TResponse> ObserveAsync<TResponse>(AsyncUnaryCall<TResponse> call, CallScope scope, string package, bool first)
    {
        try
        {
            var response = await call.ResponseAsync;
            var headers = await call.ResponseHeadersAsync;
            var read = RevisionVector.Parse(headers.GetValue(SummitMetadata.Revision));
            scope.NoteRead(read);
            NoteTypes(headers, scope);
            if (read[package] is { } revision)
            {
                scope.Pins.Pin(package, revision);
            }

            return response;
        }
        catch (RpcException e)
        {
            // A refusal rests on what was read as well.
            NoteTypes(e.Trailers, scope);
            NoteTypes(call.ResponseHeadersAsync is { IsCompletedSuccessfully: true } headers ? headers.Result : [], scope);
            throw;
        }
        finally
        {
            if (first)
            {
                scope.Pins.Release(package);
            }
        }
    }

    private static void NoteTypes(Metadata metadata, CallScope scope)
    {
        if (metadata.GetValue(SummitMetadata.ReadTypes)?.Split(',', StringSplitOptions.RemoveEmptyEntries) is { } types)
        {
            scope.NoteTypes(() => types);
        }
    }

    private static ClientInterceptorContext<TRequest, TResponse> Inherit<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, CallScope scope, string? pin)
        where TRequest : class
        where TResponse : class
    {
        var headers = new Metadata();
        foreach (var entry in context.Options.Headers ?? [])
        {
            headers.Add(entry);
        }

        if (scope.Authorization is { } token && headers.Get(SummitMetadata.Authorization) is null)
        {
            headers.Add(SummitMetadata.Authorization, token);
        }

        if (pin is not null)
        {
            headers.Add(SummitMetadata.ReadRevision, $"{PackageOf(context.Method)}={pin}");
        }

        if (scope.Context.RequestHeaders.GetValue(SummitMetadata.MinRevision) is { } least)
        {
            headers.Add(SummitMetadata.MinRevision, least);
        }

        var options = context.Options.WithHeaders(headers);
        if (scope.Context.Deadline == DateTime.MaxValue)
        {
            options = WithContractDeadline(context.Method, options);
        }
        else if (options.Deadline is null || options.Deadline > scope.Context.Deadline)
        {
            options = options.WithDeadline(scope.Context.Deadline);
        }

        if (!options.CancellationToken.CanBeCanceled)
        {
            options = options.WithCancellationToken(scope.Context.CancellationToken);
        }

        return new(context.Method, context.Host, options);
    }

    private static ClientInterceptorContext<TRequest, TResponse> OfItsOwn<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class => new(context.Method, context.Host, WithContractDeadline(context.Method, context.Options));

    private static CallOptions WithContractDeadline(IMethod method, CallOptions options) =>
        options.Deadline is null && MethodCatalog.TryFind(method.FullName, out var known) && known.DefaultDeadline != Timeout.InfiniteTimeSpan
            ? options.WithDeadline(DateTime.UtcNow + known.DefaultDeadline)
            : options;

    private static string PackageOf(IMethod method) => method.ServiceName[..method.ServiceName.LastIndexOf('.')];

    private static async Task<TResponse> AnswerAsync<TResponse>(Task<Started<TResponse>> call) => await (await call).Response;

    private static async Task<Metadata> HeadersAsync<TResponse>(Task<Started<TResponse>> call) => await (await call).Call.ResponseHeadersAsync;

    private static async Task DisposeAsync<TResponse>(Task<Started<TResponse>> call)
    {
        try
        {
            (await call).Call.Dispose();
        }
        catch (OperationCanceledException)
        {
            // It never started: the call being answered ended first.
        }
    }

    private sealed record Started<TResponse>(AsyncUnaryCall<TResponse> Call, Task<TResponse> Response);
}
