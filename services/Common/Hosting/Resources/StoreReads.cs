using Google.Protobuf;
using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Management;
using Summit.Store;
using WireReadPoint = Summit.Api.V1.ReadPoint;

namespace Summit.Hosting.Resources;

/// <summary>Reads on behalf of a call: at the point its request asks for, or all at one revision, which the answer names.</summary>
public sealed class StoreReads(IResourceStore store, HostName host)
{
    /// <summary>
    /// Opens the store for a call. A request's <c>read_at</c> decides the point; without one, the first read of the call
    /// takes the newest revision (or the one that the calling service reads at) and later ones the same.
    /// </summary>
    /// <param name="context">The call. Read with <c>context.Caller().Visibility</c>.</param>
    /// <param name="request">The request, when it may have a <c>read_at</c>.</param>
    /// <exception cref="InvalidFieldsException"><c>read_at</c> is not a point in time.</exception>
    public async ValueTask<Snapshot> OpenAsync(ServerCallContext context, IMessage? request = null)
    {
        var scope = context.Scope();
        var asked = request is null ? null : RequestShape.Of(request).Message<WireReadPoint>(request, "read_at");
        if (asked is not null && asked.PointCase != WireReadPoint.PointOneofCase.None)
        {
            await LeastRevision.RequireAsync(store, scope, host.Package);
            return Note(scope, await store.ReadAsync(PointOf(asked), context.CancellationToken));
        }

        if (scope.Pins[host.Package] is { } pin)
        {
            return Note(scope, await store.ReadAsync(ReadPoint.At(RevisionOf(pin)), context.CancellationToken));
        }

        var snapshot = await store.ReadAsync(ReadPoint.Latest, context.CancellationToken);
        await LeastRevision.RequireAsync(store, scope, host.Package, snapshot);
        var first = scope.Pins.Pin(host.Package, snapshot.Revision.ToString());
        return Note(scope, first == snapshot.Revision.ToString() ? snapshot : await store.ReadAsync(ReadPoint.At(RevisionOf(first)), context.CancellationToken));
    }

    /// <summary>Opens the newest revision, and leaves open at which one the call reads further.</summary>
    /// <param name="context">The call.</param>
    public async ValueTask<Snapshot> OpenLatestAsync(ServerCallContext context)
    {
        var scope = context.Scope();
        var snapshot = await store.ReadAsync(ReadPoint.Latest, context.CancellationToken);
        await LeastRevision.RequireAsync(store, scope, host.Package, snapshot);
        return Note(scope, snapshot);
    }

    /// <summary>Opens the store as a list needs it: a page token decides the point, so the answer's revision is the page's.</summary>
    internal async ValueTask<Snapshot> OpenListAsync(ServerCallContext context, IMessage request, bool firstPage) =>
        firstPage ? await OpenAsync(context, request) : Observed(context.Scope(), await store.ReadAsync(ReadPoint.Latest, context.CancellationToken));

    internal void Note(CallScope scope, Revision revision) => scope.NoteRead(host.Package, revision.ToString());

    private Snapshot Note(CallScope scope, Snapshot snapshot)
    {
        Note(scope, snapshot.Revision);
        return Observed(scope, snapshot);
    }

    private static Snapshot Observed(CallScope scope, Snapshot snapshot)
    {
        // Asked when the answer is complete: the snapshot is read after it was opened.
        scope.NoteTypes(() => snapshot.TypesRead.Select(type => type.TypeName));
        return snapshot;
    }

    private static ReadPoint PointOf(WireReadPoint asked) => asked.PointCase == WireReadPoint.PointOneofCase.Revision
        ? ReadPoint.At(RevisionOf(asked.Revision))
        : ReadPoint.At(asked.Time.ToDateTimeOffset());

    private static Revision RevisionOf(string text) => Revision.TryParse(text, out var revision)
        ? revision
        : throw new InvalidFieldsException("read_at.revision", $"\"{text}\" is not a revision as the service gave it, such as 17@k3f9");
}
