using System.Data.Common;

namespace Summit.Store;

/// <summary>One stored version of one resource. No data means deleted.</summary>
internal sealed record VersionRow(string Name, string Collection, long Revision, string Owner, bool Draft, byte[]? Data)
{
    public bool Exists => Data is not null;

    /// <summary>Row of <see cref="Sql.Statements.Get"/>: revision, owner, draft, data.</summary>
    public static VersionRow Read(DbDataReader row, string name, string collection) =>
        new(name, collection, row.GetInt64(0), row.GetString(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3));

    /// <summary>Row of <see cref="Sql.Statements.List"/>: name, revision, owner, draft, data.</summary>
    public static VersionRow ReadListed(DbDataReader row, string collection) =>
        new(row.GetString(0), collection, row.GetInt64(1), row.GetString(2), row.GetBoolean(3), row.GetFieldValue<byte[]>(4));
}
