using System.Diagnostics;
using Grpc.Core;
using Summit.Client;
using Summit.Hosting.Identity;
using Summit.Policy;

namespace Summit.Hosting.Calls;

/// <summary>What is known about the call being answered: who calls, what was read so far, what calls made inside it inherit.</summary>
public sealed class CallScope
{
    private static readonly AsyncLocal<CallScope?> Ambient = new();
    private static readonly object Key = new();
    private readonly Lock _gate = new();
    private readonly List<Func<IEnumerable<string>>> _types = [];
    private RevisionVector _read = RevisionVector.Empty;

    internal CallScope(ServerCallContext context, RpcMethod method, string traceId)
    {
        Context = context;
        Method = method;
        TraceId = traceId;
        Least = RevisionVector.Parse(context.RequestHeaders.GetValue(SummitMetadata.MinRevision));
        Pins = new ReadPins(RevisionVector.Parse(context.RequestHeaders.GetValue(SummitMetadata.ReadRevision)));
    }

    /// <summary>The call being answered on this flow of control; null outside of calls, for example in a timer.</summary>
    public static CallScope? Current => Ambient.Value;

    /// <summary>The method called, with its policy.</summary>
    public RpcMethod Method { get; }

    /// <summary>Id of the trace, 32 hex digits.</summary>
    public string TraceId { get; }

    /// <summary>Who calls.</summary>
    public Caller Caller { get; internal set; } = Caller.Anonymous;

    /// <summary>One revision for every service that was read so far.</summary>
    public RevisionVector Read
    {
        get
        {
            lock (_gate)
            {
                return _read;
            }
        }
    }

    /// <summary>Types of the resources that were read so far, here and by the calls made inside, <c>package/Message</c>, in order.</summary>
    public IReadOnlyList<string> ReadTypes
    {
        get
        {
            lock (_gate)
            {
                return [.. _types.SelectMany(types => types()).Distinct().Order(StringComparer.Ordinal)];
            }
        }
    }

    internal ServerCallContext Context { get; }

    /// <summary>The <c>authorization</c> header, which calls made inside this one carry on.</summary>
    internal string? Authorization { get; set; }

    /// <summary>Revisions that the stores must have reached, as the caller asks with <c>summit-min-revision</c>.</summary>
    internal RevisionVector Least { get; }

    /// <summary>Revisions at which further reads of the same services happen.</summary>
    internal ReadPins Pins { get; }

    /// <summary>The scope of a call.</summary>
    public static CallScope Of(ServerCallContext context) =>
        context.UserState.TryGetValue(Key, out var scope)
            ? (CallScope)scope
            : throw new InvalidOperationException("the call has no scope: the telemetry interceptor must be the outermost");

    /// <summary>Notes that the answer depends on this revision of a service.</summary>
    /// <param name="package">The service's package.</param>
    /// <param name="revision">Revision, <c>number@epoch</c>.</param>
    public void NoteRead(string package, string revision)
    {
        lock (_gate)
        {
            _read = _read.With(package, revision);
        }
    }

    /// <summary>Makes further reads of a service happen at a revision, unless it was read already.</summary>
    /// <param name="package">The service's package.</param>
    /// <param name="revision">Revision, <c>number@epoch</c>.</param>
    public void PinReads(string package, string revision) => Pins.Pin(package, revision);

    /// <summary>Notes that the answer depends on resources of some types.</summary>
    /// <param name="types">Tells the types, <c>package/Message</c>; is asked when the answer is complete.</param>
    public void NoteTypes(Func<IEnumerable<string>> types)
    {
        lock (_gate)
        {
            _types.Add(types);
        }
    }

    /// <summary>Makes all reads of a service in this call show a revision. Has no effect once the service was read.</summary>
    /// <param name="package">The service's package.</param>
    /// <param name="revision">Revision, <c>number@epoch</c>.</param>
    public void PinRead(string package, string revision) => Pins.Pin(package, revision);

    internal void NoteRead(RevisionVector vector)
    {
        foreach (var (package, revision) in vector.Entries)
        {
            NoteRead(package, revision);
        }
    }

    internal static CallScope Begin(ServerCallContext context)
    {
        var activity = Activity.Current;
        var scope = new CallScope(context, MethodCatalog.Get(context.Method), (activity?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString());
        context.UserState[Key] = scope;
        Ambient.Value = scope;
        return scope;
    }
}

/// <summary>Short ways to a call's scope.</summary>
public static class CallScopeExtensions
{
    /// <summary>The scope of a call.</summary>
    public static CallScope Scope(this ServerCallContext context) => CallScope.Of(context);

    /// <summary>Who calls.</summary>
    public static Caller Caller(this ServerCallContext context) => CallScope.Of(context).Caller;
}
