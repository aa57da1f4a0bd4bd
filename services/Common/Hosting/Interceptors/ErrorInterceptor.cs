using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using Summit.Api.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Hosting.Interceptors;

/// <summary>Makes the gRPC status of every exception. Nothing else in the services creates RpcException.</summary>
internal sealed partial class ErrorInterceptor(ILogger<ErrorInterceptor> log) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => Voided(continuation(request, responseStream, context)));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => Voided(continuation(requestStream, responseStream, context)));

    private async Task<T> GuardAsync<T>(ServerCallContext context, Func<Task<T>> handler)
    {
        try
        {
            return await handler();
        }
        catch (Exception e)
        {
            var scope = CallScope.Of(context);
            throw UndeclaredReasons.Check(ToStatus(e, context), scope.Method, log).WithTrace(scope.TraceId).ToRpcException();
        }
    }

    private static async Task<bool> Voided(Task task)
    {
        await task;
        return true;
    }

    private RpcStatus ToStatus(Exception error, ServerCallContext context)
    {
        if (context.CancellationToken.IsCancellationRequested && IsOfTheEnd(error))
        {
            return context.Deadline <= DateTime.UtcNow ? ErrorMapper.DeadlineExceeded("The call's time is up; ask for less or allow more time.") : ErrorMapper.Cancelled();
        }

        if (ErrorMapper.TryMap(error) is { } known)
        {
            Log.CallRefused(log, context.Method, known.Message);
            return known;
        }

        var id = Guid.NewGuid().ToString("N")[..12];
        Log.CallFailed(log, error, context.Method, id);
        return StatusDetails.Create(
            StatusCode.Internal, ErrorReason.Internal, $"The call failed by a fault of the service. Report the error id {id}.", new Dictionary<string, string> { ["error_id"] = id });
    }

    // What a call throws because its time is up or its caller has left: it is no fault of ours, whatever its type.
    private static bool IsOfTheEnd(Exception error) => error switch
    {
        OperationCanceledException or IOException or RpcException { StatusCode: StatusCode.Cancelled or StatusCode.DeadlineExceeded } => true,
        AggregateException many => many.InnerExceptions.All(IsOfTheEnd),
        InvalidOperationException or ObjectDisposedException => error.Source is "Grpc.AspNetCore.Server" or "Microsoft.AspNetCore.Server.Kestrel.Core",
        _ => false,
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "call.failed", Level = LogLevel.Error, Message = "{Method} failed by a fault of ours, error id {ErrorId}")]
        public static partial void CallFailed(ILogger logger, Exception error, string method, string errorId);

        [LoggerMessage(EventId = 2, EventName = "call.error", Level = LogLevel.Debug, Message = "{Method} was refused: {Message}")]
        public static partial void CallRefused(ILogger logger, string method, string message);
    }
}
