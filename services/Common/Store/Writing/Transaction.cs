using Google.Protobuf;
using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>
/// The current state of the store, locked against every other writer, and the changes of one body. All changes are committed
/// under one revision, or none. It is valid while the body runs, on the body's thread only.
/// </summary>
public sealed class Transaction
{
    private readonly WriteGroup _group;
    private readonly Dictionary<string, (VersionRow Row, long Prior)> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<KeyValue, string?> _keys = [];
    private readonly Dictionary<string, StoreTimer?> _timers = new(StringComparer.Ordinal);

    internal Transaction(WriteGroup group)
    {
        _group = group;
        Revision = new Revision(group.Revision + 1, group.Epoch);
        Now = Micros.ToInstant(group.NextInstant);
    }

    /// <summary>The revision that this transaction gets if it writes a resource.</summary>
    public Revision Revision { get; }

    /// <summary>The commit time: the database's clock, later than the time of every earlier commit.</summary>
    public DateTimeOffset Now { get; }

    internal bool Changed => _versions.Count > 0;

    /// <summary>Finds the current resource; null when there is none.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="name">Its name.</param>
    /// <param name="visibility">Whose drafts count as existing. Default: everyone's.</param>
    public T? Find<T>(ResourceType<T> type, string name, Visibility? visibility = null)
        where T : class, IMessage<T>, new()
    {
        var row = Row(type.CheckedName(name), type.Collection);
        return row is { Data: { } data } && (visibility ?? Visibility.Everything).Sees(row.Owner, row.Draft)
            ? type.Parse(data, At(row.Revision))
            : null;
    }

    /// <summary>Gets the current resource.</summary>
    /// <exception cref="ResourceNotFoundException">It does not exist, or is a draft that is not visible.</exception>
    public T Get<T>(ResourceType<T> type, string name, Visibility? visibility = null)
        where T : class, IMessage<T>, new() =>
        Find(type, name, visibility) ?? throw new ResourceNotFoundException(name);

    /// <summary>Lists the resources under a parent (<c>-</c> for any id in it, empty for a top-level collection), in name order.</summary>
    public IReadOnlyList<T> List<T>(ResourceType<T> type, string parent, Visibility? visibility = null)
        where T : class, IMessage<T>, new()
    {
        var range = NameRange.Under(type, parent);
        var sees = visibility ?? Visibility.Everything;
        var rows = _group.List(type.Collection, range.After, range.Before);
        WriteGroup.Overlay(rows, _versions.Values.Select(v => v.Row), type.Collection, range.After, range.Before);
        return [.. rows.Values
            .Where(r => range.Contains(r.Name) && sees.Sees(r.Owner, r.Draft))
            .Select(r => type.Parse(r.Data!, At(r.Revision)))];
    }

    /// <summary>How many resources of an owned type belong to an owner.</summary>
    public int CountOwned(ResourceType type, string owner)
    {
        var names = _group.Owned(type.Collection, owner);
        WriteGroup.Overlay(names, _versions.Values.Select(v => v.Row), type.Collection, owner);
        return names.Count;
    }

    /// <summary>Creates a new resource.</summary>
    /// <returns>The resource with its etag, uid and times.</returns>
    /// <exception cref="ResourceExistsException">A resource with this name exists, or another resource holds one of its unique keys.</exception>
    public T Create<T>(ResourceType<T> type, T resource)
        where T : class, IMessage<T>, new()
    {
        var name = type.CheckedName(type.NameOf(resource));
        if (Row(name, type.Collection) is { Exists: true } row)
        {
            throw new ResourceExistsException(name, At(row.Revision));
        }
        return Put(type, resource);
    }

    /// <summary>Updates an existing resource.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="resource">Its new content.</param>
    /// <param name="expectedEtag">The etag that it must have now; null or empty for any.</param>
    /// <returns>The resource with its etag, uid and times.</returns>
    /// <exception cref="ResourceNotFoundException">There is no resource with this name.</exception>
    /// <exception cref="StaleEtagException">It has a different etag.</exception>
    /// <exception cref="ResourceExistsException">Another resource holds one of its unique keys.</exception>
    public T Update<T>(ResourceType<T> type, T resource, string? expectedEtag = null)
        where T : class, IMessage<T>, new()
    {
        var name = type.CheckedName(type.NameOf(resource));
        return Row(name, type.Collection) is { Exists: true } ? Put(type, resource, expectedEtag) : throw new ResourceNotFoundException(name);
    }

    /// <summary>
    /// Creates or replaces a resource. Content equal to the stored content is not a change: the etag and the update time stay the
    /// same and no revision is taken.
    /// </summary>
    /// <returns>The resource with its etag, uid and times. The given resource is not changed.</returns>
    /// <exception cref="StaleEtagException">It has a different etag than expected.</exception>
    /// <exception cref="ResourceExistsException">Another resource holds one of its unique keys.</exception>
    public T Put<T>(ResourceType<T> type, T resource, string? expectedEtag = null)
        where T : class, IMessage<T>, new()
    {
        var name = type.CheckedName(type.NameOf(resource));
        var current = Row(name, type.Collection);
        Check(name, current, expectedEtag);
        // The body may run again with the same resource, so the resource itself must not change.
        var next = resource.Clone();
        if (current is { Data: { } stored } && IsStored(type, stored, next))
        {
            type.SetEtag(next, At(current.Revision).ToString());
            return next;
        }
        if (current is not { Exists: true })
        {
            type.StoreFields?.Begin(next);
        }
        type.StoreFields?.Fill(next, name, Revision, Now);
        var data = type.Serialize(next);
        MoveKeys(type, name, current, next);
        Write(new VersionRow(name, type.Collection, Revision.Number, type.OwnerOf(next), type.IsDraft(next), data), current);
        type.SetEtag(next, Revision.ToString());
        return next;
    }

    /// <summary>Deletes a resource.</summary>
    /// <exception cref="ResourceNotFoundException">There is no resource with this name.</exception>
    /// <exception cref="StaleEtagException">It has a different etag than expected.</exception>
    public void Delete(ResourceType type, string name, string? expectedEtag = null)
    {
        if (Row(type.CheckedName(name), type.Collection) is not { Exists: true } current)
        {
            throw new ResourceNotFoundException(name);
        }
        Check(name, current, expectedEtag);
        MoveKeys(type, name, current, null);
        Write(current with { Revision = Revision.Number, Data = null }, current);
    }

    /// <summary>Schedules a timer. It replaces a timer with the same key.</summary>
    public void Schedule(StoreTimer timer) => _timers[timer.Key] = timer;

    /// <summary>Cancels a timer. Does nothing when there is none.</summary>
    public void Cancel(string key) => _timers[key] = null;

    /// <summary>Finds the timer with this key; null when there is none.</summary>
    public StoreTimer? FindTimer(string key) => _timers.TryGetValue(key, out var timer) ? timer : _group.FindTimer(key);

    internal void Accept(CommitInfo info) => _group.Accept(info, _versions, _keys, _timers);

    private Revision At(long number) => new(number, _group.Epoch);

    private VersionRow? Row(string name, string collection) =>
        _versions.TryGetValue(name, out var own) ? own.Row : _group.Find(name, collection);

    // All checks come first: a body that catches the exception continues with nothing changed.
    private void MoveKeys(ResourceType type, string name, VersionRow? current, IMessage? next)
    {
        if (!type.HasKeys)
        {
            return;
        }
        var taken = next is null ? [] : type.KeysOf(next).ToList();
        foreach (var (key, description) in taken)
        {
            if (HolderOf(key) is { } holder && holder != name)
            {
                throw new ResourceExistsException(holder, At(Row(holder, type.Collection)!.Revision), description);
            }
        }
        var held = current is { Data: { } data } ? type.KeysOf(type.Parse(data, At(current.Revision))) : [];
        foreach (var (key, _) in held)
        {
            // A store from before the key was declared may contain a second resource with the same key, which does not hold the key.
            if (HolderOf(key) == name)
            {
                _keys[key] = null;
            }
        }
        taken.ForEach(k => _keys[k.Key] = name);
    }

    // The content is compared with the stored uid and times filled in, so that they never count as a change.
    private static bool IsStored<T>(ResourceType<T> type, byte[] stored, T next)
        where T : class, IMessage<T>, new()
    {
        type.StoreFields?.Keep(type.Parse(stored, default), next);
        return stored.AsSpan().SequenceEqual(type.Serialize(next));
    }

    private string? HolderOf(KeyValue key) => _keys.TryGetValue(key, out var own) ? own : _group.HolderOf(key);

    private void Check(string name, VersionRow? current, string? expected)
    {
        var etag = current is { Exists: true } ? At(current.Revision).ToString() : "";
        if (!string.IsNullOrEmpty(expected) && expected != etag)
        {
            throw new StaleEtagException(name, expected, etag);
        }
    }

    private void Write(VersionRow row, VersionRow? current)
    {
        if (_versions.TryGetValue(row.Name, out var own))
        {
            // A resource created and deleted in one transaction leaves no version.
            if (!row.Exists && own.Prior == 0)
            {
                _versions.Remove(row.Name);
                return;
            }
            _versions[row.Name] = (row, own.Prior);
            return;
        }
        _versions[row.Name] = (row, current?.Revision ?? 0);
    }
}
