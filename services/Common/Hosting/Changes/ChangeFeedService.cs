using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Changes.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Lifecycle;
using Summit.Kernel;
using Summit.Store;
using FeedChange = Summit.Store.Change;

namespace Summit.Hosting.Changes;

/// <summary>The change service of the host's area, over the store's feed. Readers see what their access lets them see.</summary>
internal sealed class ChangeFeedService(ResourceStore store)
{
    private const int StandardPage = 100;
    private const int MaxPage = 1000;
    private static readonly TimeSpan StandardHeartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestHeartbeat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromMinutes(5);

    public async Task<ListChangesResponse> ListChanges(ListChangesRequest request, ServerCallContext context)
    {
        var query = Query(request.AfterRevision, request.Types_, context, heartbeat: null, request.AfterName);
        var page = await store.Feed.ListChangesAsync(query, request.PageSize == 0 ? StandardPage : Math.Min(request.PageSize, MaxPage), context.CancellationToken);
        return new ListChangesResponse
        {
            Changes = { page.Changes.Select(c => Wire(c, request.NamesOnly)) },
            Revision = page.Revision.ToString(),
            More = page.More,
            PartName = page.PartName,
        };
    }

    public async Task WatchChanges(WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> responses, ServerCallContext context)
    {
        var heartbeat = request.Heartbeat?.ToTimeSpan() ?? StandardHeartbeat;
        var query = Query(request.AfterRevision, request.Types_, context, heartbeat);
        var connection = ConnectionEnd.Of(context.GetHttpContext());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, connection?.Token ?? CancellationToken.None);
        var last = query.After;
        try
        {
            await foreach (var step in store.Feed.WatchAsync(query, heartbeat, end.Token))
            {
                var response = new WatchChangesResponse
                {
                    Changes = { step.Changes.Select(c => Wire(c, request.NamesOnly)) },
                    Revision = step.Revision.ToString(),
                    Partial = step.Partial,
                    TypeRevisions = { step.Types.Select(t => new TypeRevision { Type = t.Type.TypeName, Revision = t.Revision.ToString() }) },
                };
                await responses.WriteAsync(response, context.CancellationToken);
                last = step.Revision;
            }
        }
        catch (OperationCanceledException) when (connection?.Token.IsCancellationRequested == true && !context.CancellationToken.IsCancellationRequested)
        {
            throw connection.ToException(last);
        }
    }

    public async Task<ProbeRevisionResponse> ProbeRevision(ProbeRevisionRequest request, ServerCallContext context) =>
        new() { Revision = (await store.Feed.ProbeAsync(context.CancellationToken)).ToString() };

    /// <summary>Reads what both requests have in common, and reports all that is wrong with it at once.</summary>
    private ChangeQuery Query(string after, IEnumerable<string> types, ServerCallContext context, TimeSpan? heartbeat, string afterName = "")
    {
        var wrong = new List<Violation>();
        Revision? from = null;
        if (Revision.TryParse(after, out var revision))
        {
            from = revision;
        }
        else if (after.Length > 0)
        {
            wrong.Add(new("after_revision", $"\"{after}\" is not a revision as the service gave it, such as 17@k3f9"));
        }

        var collections = new List<string>();
        foreach (var (type, index) in types.Select((t, i) => (t, i)))
        {
            if (store.Types.FirstOrDefault(t => t.TypeName == type) is { } known)
            {
                collections.Add(known.Collection);
            }
            else
            {
                wrong.Add(new($"types[{index}]", $"\"{type}\" is not a type of this service; it has {string.Join(", ", store.Types.Select(t => t.TypeName))}"));
            }
        }

        if (heartbeat < ShortestHeartbeat || heartbeat > LongestHeartbeat)
        {
            wrong.Add(new("heartbeat", $"{heartbeat} is outside what is allowed: 100 ms to 5 min"));
        }

        if (!afterName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-' or '/'))
        {
            wrong.Add(new("after_name", "it has characters that no resource name has; send part_name of the page before as it is"));
        }

        return wrong.Count > 0
            ? throw new InvalidFieldsException(wrong)
            : new ChangeQuery { Visibility = context.Caller().Own, After = from, AfterName = afterName, Collections = collections };
    }

    private static Summit.Changes.V1.Change Wire(FeedChange change, bool namesOnly)
    {
        var wire = new Summit.Changes.V1.Change
        {
            Revision = change.Revision.ToString(),
            CommitTime = Timestamp.FromDateTimeOffset(change.CommitTime),
            Name = change.Name,
            Type = change.Type.TypeName,
            Actor = change.Actor,
            TraceId = change.TraceId,
            Kind = change.Kind switch
            {
                ChangeKind.Created => Summit.Changes.V1.Change.Types.Kind.Created,
                ChangeKind.Updated => Summit.Changes.V1.Change.Types.Kind.Updated,
                _ => Summit.Changes.V1.Change.Types.Kind.Deleted,
            },
        };
        if (!namesOnly && change.Resource is { } resource)
        {
            wire.Resource = Any.Pack(resource);
        }

        return wire;
    }
}
