using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed partial class HttpContextServerCallContext
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The handler of {Method} threw an exception.", EventName = "grpc.handler_failed")]
        public static partial void HandlerFailed(ILogger logger, Exception exception, string method);

        [LoggerMessage(2, LogLevel.Information, "{Method} ended with {StatusCode}.", EventName = "grpc.call_failed")]
        public static partial void RpcFailed(ILogger logger, Exception exception, string method, StatusCode statusCode);

        [LoggerMessage(3, LogLevel.Debug, "The caller of {Method} went away.", EventName = "grpc.caller_gone")]
        public static partial void CallerGone(ILogger logger, string method);

        [LoggerMessage(4, LogLevel.Debug, "The deadline of {Method} passed.", EventName = "grpc.deadline_exceeded")]
        public static partial void DeadlineExceeded(ILogger logger, string method);

        [LoggerMessage(5, LogLevel.Debug, "The answer of {Method} could not be sent.", EventName = "grpc.end_failed")]
        public static partial void EndFailed(ILogger logger, Exception exception, string method);

        [LoggerMessage(6, LogLevel.Error, "A trailer of {Method} was refused.", EventName = "grpc.trailer_refused")]
        public static partial void TrailersRefused(ILogger logger, Exception exception, string method);
    }
}
