using System.Diagnostics;

namespace Summit.Gateway.Calls;

/// <summary>
/// The trace that a call belongs to: its caller's, or a new one. Answers, errors and the services name it. A span costs a cached
/// answer a tenth more and a forwarded one as much, so when no spans are collected only a log line begins one.
/// </summary>
/// <param name="headers">The request's headers.</param>
internal sealed class CallTrace(IHeaderDictionary headers)
{
    private ActivityContext _context;
    private string? _id;

    /// <summary>Id of the trace, 32 hex digits.</summary>
    public string Id => _id ??= (Activity.Current?.TraceId ?? Context.TraceId).ToHexString();

    private ActivityContext Context
    {
        get
        {
            if (_context == default && !ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out _context))
            {
                _context = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None);
            }

            return _context;
        }
    }

    /// <summary>What a service is told of the trace; nothing where there is a span, since HttpClient tells of that itself.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToPassOn()
    {
        if (Activity.Current is not null)
        {
            yield break;
        }

        yield return new("traceparent", $"00-{Context.TraceId}-{Context.SpanId}-{(byte)Context.TraceFlags:x2}");
        if (Context.TraceState is { } state)
        {
            yield return new("tracestate", state);
        }
    }

    /// <summary>Begins a span of the trace, unless ASP.NET Core has begun one, which it does when spans are collected.</summary>
    public Activity? BeginSpan()
    {
        if (Activity.Current is not null)
        {
            return null;
        }

        var span = new Activity("call") { TraceStateString = Context.TraceState };
        return span.SetParentId(Context.TraceId, Context.SpanId, Context.TraceFlags).Start();
    }
}
