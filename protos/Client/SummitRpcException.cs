using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Summit.Policy.Rules;

namespace Summit.Client;

/// <summary>A call that failed, with what the service said about it.</summary>
public sealed class SummitRpcException : RpcException
{
    private SummitRpcException(RpcException cause, Metadata answer, Google.Rpc.Status? details, string? method)
        : base(cause.Status, cause.Trailers, cause.Status.Detail)
    {
        Details = details;
        Method = method;
        var info = Detail<ErrorInfo>();
        Reason = info?.Reason ?? "";
        Domain = info?.Domain ?? "";
        Facts = info?.Metadata.ToDictionary() ?? [];
        Violations = [.. Detail<BadRequest>()?.FieldViolations.Select(v => new FieldViolation(v.Field, v.Description)) ?? []];
        TraceId = Detail<RequestInfo>()?.RequestId ?? answer.GetValue(SummitMetadata.TraceId);
        RetryDelay = Detail<RetryInfo>()?.RetryDelay?.ToTimeSpan();
    }

    /// <summary>Path of the method that was called, <c>/package.Service/Method</c>; null when it is not known.</summary>
    public string? Method { get; }

    /// <summary>Stable reason, a name of <c>summit.api.v1.ErrorReason</c> without its prefix, for example <c>ETAG_STALE</c>; empty when none was sent.</summary>
    public string Reason { get; }

    /// <summary>Whose reason it is; <c>summit</c> for ours.</summary>
    public string Domain { get; }

    /// <summary>Facts that belong to the reason, for example the current etag.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>Every field of the request that broke a rule; empty for other errors.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; }

    /// <summary>Trace of the failed call, 32 hex digits; null when the call did not reach a service.</summary>
    public string? TraceId { get; }

    /// <summary>When to try again, if the service said so.</summary>
    public TimeSpan? RetryDelay { get; }

    /// <summary>The whole status as sent; null when the answer carried none.</summary>
    public Google.Rpc.Status? Details { get; }

    /// <summary>The first detail of a type, or null.</summary>
    public T? Detail<T>()
        where T : class, IMessage<T>, new()
    {
        foreach (var any in Details?.Details ?? [])
        {
            if (any.TryUnpack<T>(out var detail))
            {
                return detail;
            }
        }

        return null;
    }

    /// <summary>Reads what a failed call carried. An exception that is one already comes back unchanged.</summary>
    /// <param name="cause">The failure as the runtime reports it.</param>
    /// <param name="headers">Headers of the answer, if any arrived.</param>
    /// <param name="method">Path of the method that was called.</param>
    public static SummitRpcException From(RpcException cause, Metadata? headers = null, string? method = null)
    {
        if (cause is SummitRpcException typed)
        {
            return typed;
        }

        var answer = cause.Trailers.GetValue(SummitMetadata.TraceId) is null && headers is not null ? headers : cause.Trailers;
        // Details that cannot be read count as none. The status itself still says what happened.
        var details = cause.Trailers.GetRpcStatus(ignoreParseError: true);
        return new(cause, answer, details, method);
    }
}
