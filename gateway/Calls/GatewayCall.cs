using System.Globalization;
using Grpc.Core;
using Summit.Client;
using Summit.Gateway.Edge;
using Summit.Gateway.Feed;
using Summit.Gateway.Upstream;
using Summit.Hosting.Errors;
using Summit.Hosting.Identity;
using Summit.Hosting.Lifecycle;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Gateway.Calls;

/// <summary>One call from its arrival to its status.</summary>
/// <param name="http">The exchange with the caller.</param>
/// <param name="route">Where it goes.</param>
/// <param name="deadline">How long it may take.</param>
/// <param name="feeds">Takes note of revisions.</param>
internal sealed class GatewayCall(HttpContext http, MethodRoute route, CallDeadline deadline, FeedSet feeds)
{
    // Of a call that has no end of its own; null for others.
    private readonly ConnectionEnd? _end = route.Method.MaxDeadline == Timeout.InfiniteTimeSpan ? ConnectionEnd.Of(http) : null;
    private RpcStatus? _failure;

    public HttpContext Http { get; } = http;

    public MethodRoute Route { get; } = route;

    /// <summary>Who calls; anonymous until the token is validated.</summary>
    public Caller Caller { get; set; } = Caller.Anonymous;

    public CallDeadline Deadline { get; } = deadline;

    /// <summary>Cancelled when a call that has no end of its own must end with its gateway or its connection; never for others.</summary>
    public CancellationToken Leaving => _end?.Token ?? CancellationToken.None;

    /// <summary>The trace that the call belongs to.</summary>
    public CallTrace Trace { get; } = new(http.Request.Headers);

    /// <summary>How the answer was served.</summary>
    public string Outcome { get; set; } = CacheOutcome.Bypass;

    /// <summary>How the call ended.</summary>
    public StatusCode Status { get; private set; } = StatusCode.Unknown;

    /// <summary>Reason of an error that the gateway itself gave; null for every other end.</summary>
    public string? Reason => _failure is not null && ErrorReasons.ReasonOf(_failure) is { } reason ? ErrorReasons.NameOf(reason) : null;

    /// <summary>Takes note of the revisions that a service names, before the caller can know of them.</summary>
    public void Seen(IHeaderDictionary answer)
    {
        if (answer.TryGetValue(SummitMetadata.Revision, out var vector))
        {
            feeds.Seen(vector);
        }
    }

    /// <summary>Ends the call with the status that a service has written into headers or trailers.</summary>
    public void End(IHeaderDictionary block)
    {
        string code = block[StatusWriter.GrpcStatus]!;
        Status = int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (StatusCode)number : StatusCode.Unknown;
        if (Status != StatusCode.OK)
        {
            block[SummitMetadata.StatusDetails] = StatusWriter.NameTrace(code, block[StatusWriter.GrpcMessage], block[SummitMetadata.StatusDetails], Trace.Id);
        }
    }

    /// <summary>Ends the call with a success from memory.</summary>
    public void EndOk() => Status = StatusCode.OK;

    /// <summary>Ends the call with an error of the gateway.</summary>
    public void Fail(RpcStatus status)
    {
        Status = (StatusCode)status.Code;
        _failure = status;
        if (!Http.RequestAborted.IsCancellationRequested)
        {
            Clear();
            StatusWriter.Write(Http, status, Trace.Id);
        }
    }

    /// <summary>Ends the call because the exchange with its service failed.</summary>
    /// <param name="exception">How it failed.</param>
    /// <param name="timeUp">Whether the call's own timer ended the exchange. A timer may fire some milliseconds before the
    /// clock has reached the deadline, so its word counts: the service is not away, and the call must not be sent again.</param>
    public async ValueTask FailAsync(Exception exception, bool timeUp = false)
    {
        if (!Http.RequestAborted.IsCancellationRequested && Http.Response.BodyWriter.UnflushedBytes > 0)
        {
            await Http.Response.BodyWriter.FlushAsync(); // A part of the answer is in the caller's buffer: the error follows it.
        }

        if (Http.RequestAborted.IsCancellationRequested)
        {
            Status = StatusCode.Cancelled; // The caller has gone away; no answer can be sent.
        }
        else if (_end is { Token.IsCancellationRequested: true })
        {
            Fail(StatusDetails.From(_end.ToException()));
        }
        else if (timeUp || Deadline.Expired)
        {
            Fail(GatewayErrors.DeadlineExceeded(Deadline.Limit));
        }
        else
        {
            Fail(UpstreamFailure.ToError(exception, Route.Method.Package));
        }
    }

    // What a service said before it failed is not the answer.
    private void Clear()
    {
        if (!Http.Response.HasStarted)
        {
            Http.Response.Clear();
        }
    }
}
