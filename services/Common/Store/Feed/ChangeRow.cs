using System.Data.Common;
using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>A stored change and who could see the resource before and after it.</summary>
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
    // Size of a change in a message in addition to its resource and its names: times, revisions, field numbers.
    private const int Overhead = 256;

    /// <summary>Approximate size that this change adds to a message, bytes. It is never too small.</summary>
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

    /// <summary>The kind of this change for a reader; null when the reader cannot see it.</summary>
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

/// <summary>The position of a reader: all commits up to a revision, and the changes of the following commit up to a name.</summary>
/// <param name="Revision">All commits up to this revision have been read.</param>
/// <param name="Name">The changes of the next commit up to this name have been read; empty when none.</param>
internal readonly record struct FeedPosition(long Revision, string Name)
{
    /// <summary>Whether a commit has been partly read.</summary>
    public bool InsideCommit => Name.Length > 0;
}

/// <summary>Selects the stored changes that one reader can see.</summary>
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
