using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Summit.Api.V1;

namespace Summit.Hosting.Errors;

/// <summary>The caller may not do this. PERMISSION_DENIED.</summary>
/// <param name="reason">ROLE_NOT_ALLOWED, NATION_NOT_ALLOWED or OUT_OF_SCOPE.</param>
/// <param name="message">What was asked, who may, who the caller is.</param>
/// <param name="facts">Facts for programs.</param>
public sealed class AccessDeniedException(ErrorReason reason, string message, IReadOnlyDictionary<string, string>? facts = null)
    : SummitException(StatusCode.PermissionDenied, reason, message, facts);

/// <summary>The caller's token is missing or not valid. UNAUTHENTICATED.</summary>
/// <param name="cause">One word for programs: <c>missing</c>, <c>expired</c>, <c>signature</c>, <c>issuer</c>, <c>audience</c>, <c>claims</c> or <c>malformed</c>.</param>
/// <param name="message">What to do about it.</param>
public sealed class TokenInvalidException(string cause, string message)
    : SummitException(StatusCode.Unauthenticated, ErrorReason.TokenInvalid, message, new Dictionary<string, string> { ["cause"] = cause });

/// <summary>A point in time or a revision for which nothing is held. OUT_OF_RANGE.</summary>
/// <param name="message">What was asked and what is held.</param>
/// <param name="facts">Facts for programs, usually <c>from</c> and <c>to</c>.</param>
public sealed class NotHeldException(string message, IReadOnlyDictionary<string, string>? facts = null)
    : SummitException(StatusCode.OutOfRange, ErrorReason.OutOfRange, message, facts);

/// <summary>The computation asked for is larger than one call may be. RESOURCE_EXHAUSTED.</summary>
/// <param name="what">What is too large, for example <c>nations in a Shapley key</c>.</param>
/// <param name="asked">How many were asked for.</param>
/// <param name="limit">How many one call may have.</param>
public sealed class ComputationTooLargeException(string what, long asked, long limit) : SummitException(
    StatusCode.ResourceExhausted,
    ErrorReason.ComputationTooLarge,
    $"{asked} {what} are too many for one call; at most {limit} are allowed. Ask for less.",
    new Dictionary<string, string> { ["limit"] = limit.ToString(), ["asked"] = asked.ToString() },
    new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = what, Description = $"at most {limit}" } } });

/// <summary>The caller keeps as many resources of a type as it may. RESOURCE_EXHAUSTED.</summary>
/// <param name="type">The type, for example <c>Scenario</c>.</param>
/// <param name="limit">How many one caller may keep.</param>
public sealed class StoredLimitException(string type, int limit) : SummitException(
    StatusCode.ResourceExhausted,
    ErrorReason.StoredLimitReached,
    $"You keep {limit} resources of the type {type}, and no more are allowed. Delete one that you do not need.",
    new Dictionary<string, string> { ["limit"] = limit.ToString(), ["type"] = type },
    new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = type, Description = $"at most {limit}" } } });

/// <summary>A service is away. UNAVAILABLE; repeating helps.</summary>
/// <param name="package">The service's package, for example <c>summit.budgets.v1</c>.</param>
/// <param name="message">What happened; default: that it cannot be reached.</param>
public sealed class ServiceUnavailableException(string package, string? message = null) : SummitException(
    StatusCode.Unavailable,
    ErrorReason.ServiceUnavailable,
    message ?? $"{package} cannot be reached now; try again.",
    new Dictionary<string, string> { ["service"] = package },
    Retry.Soon);

/// <summary>The host is shutting down. UNAVAILABLE; another replica answers.</summary>
/// <param name="message">What to do.</param>
/// <param name="facts">Facts for programs, for a watch the <c>revision</c> to resume from.</param>
public sealed class ShuttingDownException(string message, IReadOnlyDictionary<string, string>? facts = null)
    : SummitException(StatusCode.Unavailable, ErrorReason.ShuttingDown, message, facts, Retry.Soon);

/// <summary>Advice to callers on when to repeat.</summary>
public static class Retry
{
    /// <summary>After a second: long enough for another replica to be chosen.</summary>
    public static RetryInfo Soon { get; } = After(TimeSpan.FromSeconds(1));

    /// <summary>After a while.</summary>
    public static RetryInfo After(TimeSpan delay) => new() { RetryDelay = Duration.FromTimeSpan(delay) };
}
