using System.Collections.Concurrent;
using Google.Protobuf;
using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>
/// The store at one revision. Stored data is never changed, so a snapshot keeps no resources open: it can be kept for any time
/// and always gives the same answers.
/// </summary>
public sealed class Snapshot
{
    private readonly StoreState _store;
    private readonly bool _pinned;
    private readonly ConcurrentDictionary<ResourceType, byte> _typesRead = new();

    internal Snapshot(StoreState store, long revision, bool pinned)
    {
        _store = store;
        _pinned = pinned;
        Revision = new Revision(revision, store.Epoch);
    }

    /// <summary>The revision of the snapshot.</summary>
    public Revision Revision { get; }

    /// <summary>
    /// All types that have been read through this snapshot so far, including reads that found nothing. An answer depends on no
    /// other type. May be called while reads are in progress.
    /// </summary>
    public IReadOnlyCollection<ResourceType> TypesRead => [.. _typesRead.Keys];

    /// <summary>Gets the resource.</summary>
    /// <exception cref="ResourceNotFoundException">It does not exist at this revision, or is a draft that is not visible.</exception>
    public async ValueTask<T> GetAsync<T>(ResourceType<T> type, string name, Visibility visibility, CancellationToken cancellationToken)
        where T : class, IMessage<T>, new() =>
        await FindAsync(type, name, visibility, cancellationToken) ?? throw new ResourceNotFoundException(name);

    /// <summary>Finds the resource; null when it does not exist.</summary>
    public async ValueTask<T?> FindAsync<T>(ResourceType<T> type, string name, Visibility visibility, CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        type.CheckedName(name);
        Note(type);
        using var span = Telemetry.Operation(_store.Database.System, "get", type.Collection);
        span?.SetTag("summit.revision", Revision.ToString());
        var rows = await _store.Database.ReadAsync(
            static (session, ask, token) => session.QueryAsync(
                Statements.Get, r => VersionRow.Read(r, ask.name, ask.Collection), token, ask.name, ask.Number),
            (name, type.Collection, Revision.Number),
            cancellationToken);
        return rows.Count > 0 && rows[0] is { Data: { } data } row && visibility.Sees(row.Owner, row.Draft)
            ? type.Parse(data, Revision with { Number = row.Revision })
            : null;
    }

    /// <summary>Gets the resources, in the order of the names.</summary>
    /// <exception cref="ResourceNotFoundException">One of them does not exist.</exception>
    public async ValueTask<IReadOnlyList<T>> BatchGetAsync<T>(
        ResourceType<T> type, IReadOnlyList<string> names, Visibility visibility, CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        var found = new List<T>(names.Count);
        foreach (var name in names)
        {
            found.Add(await GetAsync(type, name, visibility, cancellationToken));
        }
        return found;
    }

    /// <summary>Gets a page of a collection.</summary>
    /// <exception cref="InvalidQueryException">The filter, order or page token is invalid.</exception>
    /// <exception cref="WrongEpochException">The page token belongs to another epoch: list again.</exception>
    public ValueTask<Page<T>> ListAsync<T>(ResourceType<T> type, ListQuery query, CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        Note(type);
        return new Lister<T>(_store, type, query, Revision, _pinned).ListAsync(cancellationToken);
    }

    /// <summary>Gets all resources of a collection, in name order, for computations.</summary>
    public async ValueTask<IReadOnlyList<T>> ListAllAsync<T>(
        ResourceType<T> type, string parent, Visibility visibility, CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        Note(type);
        using var span = Telemetry.Operation(_store.Database.System, "list", type.Collection);
        var all = new List<T>();
        await foreach (var item in new Lister<T>(_store, type, new ListQuery { Parent = parent, Visibility = visibility }, Revision, _pinned)
            .ScanAsync("", _store.Options.MaxPageSize, cancellationToken))
        {
            all.Add(item);
        }
        return all;
    }

    /// <summary>Gets every change of one resource up to this revision, oldest first.</summary>
    /// <exception cref="ResourceNotFoundException">No visible resource with this name ever existed.</exception>
    public async ValueTask<IReadOnlyList<HistoryEntry<T>>> HistoryAsync<T>(
        ResourceType<T> type, string name, Visibility visibility, CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        type.CheckedName(name);
        Note(type);
        using var span = Telemetry.Operation(_store.Database.System, "history", type.Collection);
        var rows = await _store.Database.ReadAsync(
            static (session, ask, token) => session.QueryAsync(
                Statements.History,
                static r => new
                {
                    Revision = r.GetInt64(0),
                    Time = Micros.ToInstant(r.GetInt64(1)),
                    Actor = r.GetString(2),
                    Method = r.GetString(3),
                    Trace = r.GetString(4),
                    Request = r.GetString(5),
                    Owner = r.GetString(6),
                    Draft = r.GetBoolean(7),
                    Data = r.IsDBNull(8) ? null : r.GetFieldValue<byte[]>(8),
                },
                token, ask.name, ask.Number),
            (name, Revision.Number),
            cancellationToken);
        var history = new List<HistoryEntry<T>>();
        T? old = null;
        foreach (var row in rows)
        {
            var at = Revision with { Number = row.Revision };
            var now = row.Data is not null && visibility.Sees(row.Owner, row.Draft) ? type.Parse(row.Data, at) : null;
            // Leaves out changes that this reader cannot see.
            if (old is not null || now is not null)
            {
                history.Add(new(at, row.Time, row.Actor, row.Method, row.Trace, row.Request, old, now));
            }
            old = now;
        }
        return history.Count > 0 ? history : throw new ResourceNotFoundException(name);
    }

    private void Note(ResourceType type) => _typesRead.TryAdd(type, 0);
}
