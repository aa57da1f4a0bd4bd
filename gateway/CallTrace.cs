using System.Diagnostics;

namespace Summit.Gateway;

/// <summary>
/// The trace that a call belongs to: its caller's, or a new one. Answers and errors name it. A span costs a cached answer a
/// tenth more, so where nobody collects spans one is begun only for what goes on to a service or into the logs.
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
                _context = new ActivityContext(ActivityTraceId.CreateRandom(), default, ActivityTraceFlags.None);
            }

            return _context;
        }
    }

    /// <summary>Begins a span of the trace, unless ASP.NET Core has begun one because somebody collects spans.</summary>
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
