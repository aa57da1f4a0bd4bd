using Grpc.Core;
using Microsoft.Extensions.Logging;
using Summit.Api.V1;
using Summit.Client;
using Summit.Hosting.Errors;
using Summit.Hosting.Identity;
using Summit.Hosting.Options;
using Summit.Policy;

namespace Summit.Hosting.Telemetry;

/// <summary>
/// The call log: one line for each call but probes. A refusal for want of identity, right or allowance is a security event of its
/// own category; a call that took a large share of the time its contract grants is said to be slow. It names roles, never people.
/// </summary>
public sealed partial class CallLog(ILoggerFactory loggers, SummitOptions options)
{
    /// <summary>Category of the call log; level <c>Warning</c> leaves only slow calls.</summary>
    public const string Calls = "Summit.Calls";

    /// <summary>Category of security events.</summary>
    public const string Security = "Summit.Security";

    private const string NoToken = "anonymous";
    private static readonly string LimitReason = ErrorReasons.NameOf(ErrorReason.RateLimited);
    private readonly double _slowShare = options.Telemetry.SlowShare;
    private readonly ILogger _calls = loggers.CreateLogger(Calls);
    private readonly ILogger _security = loggers.CreateLogger(Security);

    /// <summary>Whether a call will have a line; callers then need not put together what it says.</summary>
    public bool Wants(RpcMethod method, StatusCode code, TimeSpan duration) =>
        _calls.IsEnabled(LogLevel.Information) || code is StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.ResourceExhausted || IsSlow(method, duration);

    /// <summary>Writes the line of a call.</summary>
    /// <param name="call">What is known of it.</param>
    public void Write(in EndedCall call)
    {
        if (CallTelemetry.IsProbe(call.Method))
        {
            return;
        }

        var (method, role, status) = (call.Method.FullName[1..], RoleOf(call.Caller), SummitTelemetry.NameOf(call.Code));
        var seconds = Math.Round(call.Duration.TotalSeconds, 6);
        if (call.Code is StatusCode.Unauthenticated or StatusCode.PermissionDenied || call.Reason == LimitReason)
        {
            Log.Refused(_security, method, role, status, seconds, call.Reason ?? "", call.TraceId);
        }
        else if (IsSlow(call.Method, call.Duration))
        {
            Log.Slow(_calls, method, role, status, seconds, call.Revision ?? "", call.Cache ?? "", call.TraceId);
        }
        else
        {
            Log.Ended(_calls, method, role, status, seconds, call.Revision ?? "", call.Cache ?? "", call.TraceId);
        }
    }

    // An anonymous caller may do what a viewer may; who reads the log wants to know which of them it was.
    private static string RoleOf(Caller caller) => caller.Subject.Length == 0 ? NoToken : caller.RoleName;

    private bool IsSlow(RpcMethod method, TimeSpan duration) => !CallTelemetry.IsWatch(method) && duration > method.DefaultDeadline * _slowShare;

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "call.ended", Level = LogLevel.Information,
            Message = "{Method} by {Role}: {Status} in {Seconds} s, revision {Revision}, cache {Cache}, trace {CallTraceId}")]
        public static partial void Ended(ILogger logger, string method, string role, string status, double seconds, string revision, string cache, string callTraceId);

        [LoggerMessage(EventId = 2, EventName = "call.slow", Level = LogLevel.Warning,
            Message = "{Method} by {Role} was slow: {Status} in {Seconds} s, revision {Revision}, cache {Cache}, trace {CallTraceId}")]
        public static partial void Slow(ILogger logger, string method, string role, string status, double seconds, string revision, string cache, string callTraceId);

        [LoggerMessage(EventId = 3, EventName = "security.refused", Level = LogLevel.Warning,
            Message = "{Method} by {Role} was refused: {Status} in {Seconds} s, reason {Reason}, trace {CallTraceId}")]
        public static partial void Refused(ILogger logger, string method, string role, string status, double seconds, string reason, string callTraceId);
    }
}

/// <summary>A call that has ended, as the call log tells of it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Caller">Who called; anonymous without a valid token.</param>
/// <param name="Code">How it ended.</param>
/// <param name="Duration">How long it took here.</param>
/// <param name="TraceId">Id of its trace, 32 hex digits.</param>
public readonly record struct EndedCall(RpcMethod Method, Caller Caller, StatusCode Code, TimeSpan Duration, string TraceId)
{
    /// <summary>The revisions that the answer rests on; null when none.</summary>
    public string? Revision { get; init; }

    /// <summary>How a gateway served the answer; null in a service.</summary>
    public string? Cache { get; init; }

    /// <summary>The error's reason; null when none is known here.</summary>
    public string? Reason { get; init; }
}
