using System.Data;
using System.Data.Common;

namespace Summit.Store.Sql;

/// <summary>The tables, as numbered migration steps. A released step is never edited; a change is a new step.</summary>
internal static class Schema
{
    /// <summary>The newest version that this program supports.</summary>
    public static int Version => Steps.Length;

    /// <summary>Statements of each step, for SQLite; <see cref="For"/> gives the other dialect.</summary>
    private static readonly string[][] Steps =
    [
        [
            "CREATE TABLE meta (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, schema_version INTEGER NOT NULL)",
            "CREATE TABLE counter (one INTEGER PRIMARY KEY CHECK (one = 1), revision BIGINT NOT NULL, clock BIGINT NOT NULL)",
            """
            CREATE TABLE commits (revision BIGINT NOT NULL PRIMARY KEY, commit_time BIGINT NOT NULL, actor TEXT NOT NULL,
              method TEXT NOT NULL, trace_id TEXT NOT NULL, request_id TEXT NOT NULL) %CLUSTERED%
            """,
            "CREATE UNIQUE INDEX commits_by_time ON commits (commit_time)",
            """
            CREATE TABLE resource_versions (revision BIGINT NOT NULL, name TEXT %BYTES_ORDER% NOT NULL, collection TEXT %BYTES_ORDER% NOT NULL,
              prior_revision BIGINT NOT NULL, owner TEXT NOT NULL, draft BOOLEAN NOT NULL, data %BLOB%,
              PRIMARY KEY (revision, name)) %CLUSTERED%
            """,
            "CREATE UNIQUE INDEX versions_by_name ON resource_versions (name, revision)",
            "CREATE INDEX first_versions ON resource_versions (collection, name) WHERE prior_revision = 0",
            """
            CREATE TABLE answers (caller TEXT NOT NULL, method TEXT NOT NULL, request_id TEXT NOT NULL, request_hash %BLOB% NOT NULL,
              response %BLOB% NOT NULL, revision BIGINT NOT NULL, expires BIGINT NOT NULL, PRIMARY KEY (caller, method, request_id))
            """,
            "CREATE INDEX answers_by_expiry ON answers (expires)",
            """
            CREATE TABLE timers (timer_key TEXT %BYTES_ORDER% NOT NULL PRIMARY KEY, due_time BIGINT NOT NULL, kind TEXT NOT NULL,
              payload %BLOB% NOT NULL)
            """,
            "CREATE INDEX timers_by_time ON timers (due_time, timer_key)",
            "INSERT INTO counter (one, revision, clock) VALUES (1, 0, 0)",
        ],
        [
            // The last commit of each writing process. It shows whether a commit happened when its connection was lost.
            "CREATE TABLE writers (writer TEXT NOT NULL PRIMARY KEY, last_commit BIGINT NOT NULL, seen BIGINT NOT NULL)",
            // The unique keys of the current resources, maintained by the program that declares them.
            """
            CREATE TABLE unique_keys (collection TEXT %BYTES_ORDER% NOT NULL, key_name TEXT NOT NULL, key_hash %BLOB% NOT NULL, name TEXT %BYTES_ORDER% NOT NULL,
              PRIMARY KEY (collection, key_name, key_hash)) %CLUSTERED%
            """,
            "ALTER TABLE meta ADD COLUMN declared_keys TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE meta ADD COLUMN is_backup BIGINT NOT NULL DEFAULT 0",
        ],
        [
            // Signs page tokens. It is part of a backup; a token from before a restore then belongs to another epoch.
            "ALTER TABLE meta ADD COLUMN page_token_key TEXT NOT NULL DEFAULT ''",
        ],
    ];

    /// <summary>
    /// Every table that a backup copies, with its columns. <c>meta</c> and <c>counter</c> are set separately, <c>writers</c>
    /// belongs to running processes, and <c>unique_keys</c> is recomputed when the store opens.
    /// </summary>
    public static Table[] Tables { get; } =
    [
        new("commits", [
            ("revision", DbType.Int64), ("commit_time", DbType.Int64), ("actor", DbType.String), ("method", DbType.String),
            ("trace_id", DbType.String), ("request_id", DbType.String)]),
        new("resource_versions", [
            ("revision", DbType.Int64), ("name", DbType.String), ("collection", DbType.String), ("prior_revision", DbType.Int64),
            ("owner", DbType.String), ("draft", DbType.Boolean), ("data", DbType.Binary)]),
        new("answers", [
            ("caller", DbType.String), ("method", DbType.String), ("request_id", DbType.String), ("request_hash", DbType.Binary),
            ("response", DbType.Binary), ("revision", DbType.Int64), ("expires", DbType.Int64)]),
        new("timers", [("timer_key", DbType.String), ("due_time", DbType.Int64), ("kind", DbType.String), ("payload", DbType.Binary)]),
    ];

    public static IEnumerable<string> For(int version, bool postgres) =>
        Steps[version - 1].Select(sql => sql
            .Replace("%CLUSTERED%", postgres ? "" : "WITHOUT ROWID", StringComparison.Ordinal)
            .Replace("%BYTES_ORDER%", postgres ? "COLLATE \"C\"" : "", StringComparison.Ordinal)
            .Replace("%BLOB%", postgres ? "BYTEA" : "BLOB", StringComparison.Ordinal));

    /// <summary>Records the version in <c>meta</c>, an epoch when the store is new, and a key for page tokens when there is none.</summary>
    public static string Stamp(int found) => found == 0
        ? $"INSERT INTO meta (one, epoch, schema_version, page_token_key) VALUES (1, '{NewEpoch()}', {Version}, '{NewKey()}')"
        : $"UPDATE meta SET schema_version = {Version}, page_token_key = CASE page_token_key WHEN '' THEN '{NewKey()}' ELSE page_token_key END";

    /// <summary>A new epoch of 6 characters, so that two restores of a store are very unlikely to share it.</summary>
    public static string NewEpoch() =>
        System.Security.Cryptography.RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 6);

    private static string NewKey() => System.Security.Cryptography.RandomNumberGenerator.GetHexString(64, lowercase: true);
}

/// <summary>A table that is copied as a whole.</summary>
internal sealed record Table(string Name, (string Name, DbType Type)[] Columns)
{
    public Statement Select { get; } = new("backup", $"SELECT {string.Join(", ", Columns.Select(c => c.Name))} FROM {Name}");

    public Statement Insert { get; } = new(
        "restore",
        $"INSERT INTO {Name} ({string.Join(", ", Columns.Select(c => c.Name))}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))})",
        [.. Columns.Select(c => c.Type)]);

    /// <summary>A value in the type of its column, regardless of the provider it was read from.</summary>
    public object? Value(DbDataReader row, int column) => row.IsDBNull(column) ? null : Columns[column].Type switch
    {
        DbType.Int64 => row.GetInt64(column),
        DbType.Boolean => row.GetBoolean(column),
        DbType.Binary => row.GetFieldValue<byte[]>(column),
        _ => row.GetString(column),
    };
}
