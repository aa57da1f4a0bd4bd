using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>
/// Transactions that share one durable commit. Each runs on the state left by the ones before it, under its own revision. Its
/// writes are kept separately until its body has succeeded, so that a failed transaction changes nothing in the group.
/// </summary>
internal sealed class WriteGroup
{
    private readonly Session _session;
    private readonly Dictionary<string, VersionRow?> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<KeyValue, string?> _keys = [];
    private readonly Dictionary<string, StoreTimer?> _timers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Caller, string Method, string RequestId), Answer> _answers = [];
    private readonly long _start;

    public WriteGroup(Session session, string epoch)
    {
        _session = session;
        Epoch = epoch;
        (Revision, Clock, Now) = session.BeginLocked();
        _start = Revision;
    }

    public string Epoch { get; }

    /// <summary>The newest revision: that of the last transaction in this group that took one.</summary>
    public long Revision { get; private set; }

    /// <summary>Time of the newest commit. The next commit gets a later time.</summary>
    public long Clock { get; private set; }

    /// <summary>The database's clock when the counter was locked.</summary>
    public long Now { get; }

    public bool TimersChanged => _timers.Count > 0;

    public List<Bound> Writes { get; } = [];

    public long NextInstant => Math.Max(Now, Clock + 1);

    public VersionRow? Find(string name, string collection)
    {
        if (!_current.TryGetValue(name, out var row))
        {
            var rows = _session.Query(Statements.GetCurrent, r => VersionRow.Read(r, name, collection), name);
            _current[name] = row = rows.Count == 0 ? null : rows[0];
        }
        return row;
    }

    /// <summary>Name of the resource that holds a unique key; null when none does.</summary>
    public string? HolderOf(KeyValue key)
    {
        if (!_keys.TryGetValue(key, out var name))
        {
            _keys[key] = name = _session.Query(Statements.FindKey, static r => r.GetString(0), key.Collection, key.KeyName, key.Bytes()).FirstOrDefault();
        }
        return name;
    }

    /// <summary>Rows of a collection between two names, in name order, without deleted ones.</summary>
    public SortedDictionary<string, VersionRow> List(string collection, string after, string before)
    {
        var found = new SortedDictionary<string, VersionRow>(StringComparer.Ordinal);
        foreach (var row in _session.Query(
            Statements.List, r => VersionRow.ReadListed(r, collection), collection, after, before, _start, Visibility.All, long.MaxValue))
        {
            found[row.Name] = row;
        }
        Overlay(found, _current.Values, collection, after, before);
        return found;
    }

    /// <summary>Names of the resources of a collection that belong to an owner.</summary>
    public HashSet<string> Owned(string collection, string owner)
    {
        var names = _session.Query(Statements.Owned, static r => r.GetString(0), collection, owner).ToHashSet(StringComparer.Ordinal);
        Overlay(names, _current.Values, collection, owner);
        return names;
    }

    public StoreTimer? FindTimer(string key) =>
        _timers.TryGetValue(key, out var timer)
            ? timer
            : _session.Query(
                Statements.GetTimer,
                r => new StoreTimer(key, Micros.ToInstant(r.GetInt64(0)), r.GetString(1), r.GetFieldValue<byte[]>(2)),
                key).FirstOrDefault();

    public Answer? FindAnswer(CommitInfo info)
    {
        var answer = _answers.TryGetValue((info.Caller, info.Method, info.RequestId), out var found)
            ? found
            : _session.Query(
                Statements.FindAnswer,
                r => new Answer(r.GetFieldValue<byte[]>(0), r.GetFieldValue<byte[]>(1), r.GetInt64(2), r.GetInt64(3)),
                info.Caller, info.Method, info.RequestId).FirstOrDefault();
        return answer is null || answer.Expires <= Now ? null : answer;
    }

    /// <summary>Adds the writes of a transaction to the group.</summary>
    public void Accept(
        CommitInfo info,
        IReadOnlyDictionary<string, (VersionRow Row, long Prior)> versions,
        IReadOnlyDictionary<KeyValue, string?> keys,
        IReadOnlyDictionary<string, StoreTimer?> timers)
    {
        AcceptKeys(keys);
        if (versions.Count > 0)
        {
            Clock = NextInstant;
            Revision++;
            Writes.Add(new(Statements.InsertCommit, Revision, Clock, info.Actor, info.Method, info.TraceId, info.RequestId));
            foreach (var (row, prior) in versions.Values)
            {
                _current[row.Name] = row;
                Writes.Add(new(Statements.InsertVersion, row.Revision, row.Name, row.Collection, prior, row.Owner, row.Draft, row.Data));
            }
        }
        foreach (var (key, timer) in timers)
        {
            _timers[key] = timer;
            Writes.Add(timer is null
                ? new(Statements.DropTimer, key)
                : new(Statements.PutTimer, key, Micros.From(timer.DueTime), timer.Kind, timer.Payload));
        }
    }

    // A key that moves from one resource to another is released before it is taken.
    private void AcceptKeys(IReadOnlyDictionary<KeyValue, string?> keys)
    {
        foreach (var (key, name) in keys)
        {
            var holder = HolderOf(key);
            if (holder == name)
            {
                continue;
            }
            if (holder is not null)
            {
                Writes.Add(new(Statements.DropKey, key.Collection, key.KeyName, key.Bytes(), holder));
            }
            if (name is not null)
            {
                Writes.Add(new(Statements.AddKey, key.Collection, key.KeyName, key.Bytes(), name));
            }
            _keys[key] = name;
        }
    }

    public void Keep(CommitInfo info, byte[] response, TimeSpan lifetime)
    {
        var answer = new Answer(info.RequestHash.ToArray(), response, Revision, Now + (long)lifetime.TotalMicroseconds);
        _answers[(info.Caller, info.Method, info.RequestId)] = answer;
        Writes.Add(new(Statements.KeepAnswer, info.Caller, info.Method, info.RequestId, answer.RequestHash, response, Revision, answer.Expires));
    }

    /// <summary>Ensures that no later commit gets this instant or an earlier one.</summary>
    public void Fence(long instant)
    {
        if (instant > Clock)
        {
            Clock = instant;
            Writes.Add(new(Statements.SetCounter, Revision, Clock));
        }
    }

    /// <summary>Writes everything and commits, in one round trip where the provider supports it.</summary>
    public void Commit()
    {
        Writes.Add(new(Statements.SetCounter, Revision, Clock));
        Writes.Add(new(Statements.Notify));
        Writes.Add(new(Statements.Commit));
        _session.Execute([.. Writes]);
    }

    internal static void Overlay(HashSet<string> names, IEnumerable<VersionRow?> newer, string collection, string owner)
    {
        foreach (var row in newer)
        {
            if (row is not null && row.Collection == collection && row.Owner == owner)
            {
                _ = row.Exists ? names.Add(row.Name) : names.Remove(row.Name);
            }
        }
    }

    internal static void Overlay(
        SortedDictionary<string, VersionRow> found, IEnumerable<VersionRow?> newer, string collection, string after, string before)
    {
        foreach (var row in newer)
        {
            if (row is null || row.Collection != collection
                || string.CompareOrdinal(row.Name, after) <= 0 || string.CompareOrdinal(row.Name, before) >= 0)
            {
                continue;
            }
            if (row.Exists)
            {
                found[row.Name] = row;
            }
            else
            {
                found.Remove(row.Name);
            }
        }
    }
}

/// <summary>The recorded answer of a request id.</summary>
internal sealed record Answer(byte[] RequestHash, byte[] Response, long Revision, long Expires);
