using System.Data.Common;
using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>A stored change with who could see the resource before and after it.</summary>
internal sealed record ChangeRow(
    long Revision,
    DateTimeOffset CommitTime,
    string Actor,
    string TraceId,
    string Collection,
    string Name,
    string Owner,
    bool Draft,
    byte[]? Data,
    string PriorOwner,
    bool PriorDraft,
    bool PriorExists)
{
    // What a change takes in a message besides its resource and its names: times, revisions, field numbers.
    private const int Overhead = 256;

    /// <summary>About how much a message grows by this change, bytes; never less than it is.</summary>
    public int Size => (Data?.Length ?? 0) + (2 * Name.Length) + Collection.Length + (4 * Actor.Length) + TraceId.Length + Overhead;

    /// <summary>Row of <see cref="Statements.Changes"/>.</summary>
    public static ChangeRow Read(DbDataReader row) => new(
        row.GetInt64(0),
        Micros.ToInstant(row.GetInt64(1)),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetString(6),
        row.GetBoolean(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<byte[]>(8),
        row.IsDBNull(9) ? "" : row.GetString(9),
        !row.IsDBNull(10) && row.GetBoolean(10),
        row.GetBoolean(11));

    /// <summary>What this change is to a reader; null when they see nothing of it.</summary>
    public ChangeKind? KindFor(Visibility visibility)
    {
        var before = PriorExists && visibility.Sees(PriorOwner, PriorDraft);
        var after = Data is not null && visibility.Sees(Owner, Draft);
        return (before, after) switch
        {
            (false, true) => ChangeKind.Created,
            (true, true) => ChangeKind.Updated,
            (true, false) => ChangeKind.Deleted,
            _ => null,
        };
    }
}

/// <summary>How far a reader has come: all commits up to a revision, and of the one after it the changes up to a name.</summary>
/// <param name="Revision">Everything up to here has been read.</param>
/// <param name="Name">Of the next commit, everything up to this name; empty when none of it.</param>
internal readonly record struct FeedPosition(long Revision, string Name)
{
    /// <summary>Whether a commit has been read in part.</summary>
    public bool InsideCommit => Name.Length > 0;
}

/// <summary>Picks out of stored changes what one reader sees.</summary>
internal sealed class ChangeView(StoreState store, ChangeQuery query)
{
    private readonly HashSet<string> _collections = new(query.Collections, StringComparer.Ordinal);

    public void AddTo(List<Change> changes, ChangeRow row)
    {
        if ((_collections.Count > 0 && !_collections.Contains(row.Collection))
            || row.KindFor(query.Visibility) is not { } kind
            || store.TypeOf(row.Collection) is not { } type)
        {
            return;
        }
        var revision = new Revision(row.Revision, store.Epoch);
        var resource = kind == ChangeKind.Deleted ? null : type.Parse(row.Data!, revision);
        changes.Add(new Change(revision, row.CommitTime, row.Actor, row.TraceId, type, row.Name, kind, resource));
    }
}
