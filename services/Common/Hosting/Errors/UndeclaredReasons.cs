using Grpc.Core;
using Microsoft.Extensions.Logging;
using Summit.Api.V1;
using Summit.Policy;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Hosting.Errors;

/// <summary>
/// Holds a method to the reasons that its contract names. A call that ends with another reason is logged; in test programs,
/// which set the switch, it fails, so that the contract is corrected before a caller meets it.
/// </summary>
internal static partial class UndeclaredReasons
{
    /// <summary>Name of the runtime switch. Default: off.</summary>
    public const string Switch = "Summit.UndeclaredReasonsFail";

    private static readonly bool Fail = AppContext.TryGetSwitch(Switch, out var on) && on;

    /// <summary>The status itself, or INTERNAL in its place.</summary>
    public static RpcStatus Check(RpcStatus status, RpcMethod method, ILogger log)
    {
        if (ErrorReasons.ReasonOf(status) is not { } reason || method.MayEndWith(reason))
        {
            return status;
        }

        var name = ErrorReasons.NameOf(reason);
        Log.Undeclared(log, method.FullName, name);
        return Fail
            ? StatusDetails.Create(
                StatusCode.Internal, ErrorReason.Internal, $"{method} ended with {name}, which its contract does not name; add it to `reasons`. The error was: {status.Message}")
            : status;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3, EventName = "call.reason_undeclared", Level = LogLevel.Warning, Message = "{Method} ended with {Reason}, which its contract does not name")]
        public static partial void Undeclared(ILogger logger, string method, string reason);
    }
}
