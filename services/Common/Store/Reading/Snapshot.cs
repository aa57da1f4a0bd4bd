using System.Collections.Concurrent;
using Google.Protobuf;
using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>
/// The store at one revision. Nothing stored is ever altered, so a snapshot holds nothing open: it can be kept as long
/// as one likes and always answers the same.
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

    /// <summary>The revision that is read.</summary>
    public Revision Revision { get; }

    /// <summary>
    /// Every type that has been read through this snapshot until now, also when nothing was found. An answer depends on no
    /// other type. May be asked while reads are under way.
    /// </summary>
    public IReadOnlyCollection<ResourceType> TypesRead => [.. _typesRead.Keys];

    /// <summary>The resource.</summary>
    /// <exception cref="ResourceNotFoundException">It does not exist at this revision, or is a draft the visibility does not see.</exception>
    public async ValueTask<T> GetAsync<T>(ResourceType<T> type, string name, Visibility visibility, CancellationToken cancellationToken)
        where T : class, IMessage<T>, new() =>
        await FindAsync(type, name, visibility, cancellationToken) ?? throw new ResourceNotFoundException(name);

    /// <summary>The resource, or null.</summary>
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

    /// <summary>The resources, in the order of the names.</summary>
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

    /// <summary>A page of a collection.</summary>
    /// <exception cref="InvalidQueryException">Filter, order or page token cannot be understood.</exception>
    /// <exception cref="WrongEpochException">The page token is of another epoch: list again.</exception>
    public ValueTask<Page<T>> ListAsync<T>(ResourceType<T> type, ListQuery query, CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        Note(type);
        return new Lister<T>(_store, type, query, Revision, _pinned).ListAsync(cancellationToken);
    }

    /// <summary>All of a collection, in name order; for computations over it.</summary>
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

    /// <summary>Every change of one resource up to this revision, oldest first.</summary>
    /// <exception cref="ResourceNotFoundException">There never was one the visibility sees.</exception>
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
            // Leave out steps that this reader could not see.
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
