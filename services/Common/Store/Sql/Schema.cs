namespace Summit.Store.Sql;

/// <summary>The tables, as numbered steps. A step that was released is never edited; a change is a new step.</summary>
internal static class Schema
{
    /// <summary>Newest version this program knows.</summary>
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
    ];

    /// <summary>Every table with its columns, parents first: what a backup copies besides <c>meta</c> and <c>counter</c>.</summary>
    public static (string Name, string[] Columns)[] Tables { get; } =
    [
        ("commits", ["revision", "commit_time", "actor", "method", "trace_id", "request_id"]),
        ("resource_versions", ["revision", "name", "collection", "prior_revision", "owner", "draft", "data"]),
        ("answers", ["caller", "method", "request_id", "request_hash", "response", "revision", "expires"]),
        ("timers", ["timer_key", "due_time", "kind", "payload"]),
    ];

    public static IEnumerable<string> For(int version, bool postgres) =>
        Steps[version - 1].Select(sql => sql
            .Replace("%CLUSTERED%", postgres ? "" : "WITHOUT ROWID", StringComparison.Ordinal)
            .Replace("%BYTES_ORDER%", postgres ? "COLLATE \"C\"" : "", StringComparison.Ordinal)
            .Replace("%BLOB%", postgres ? "BYTEA" : "BLOB", StringComparison.Ordinal));

    /// <summary>Records the version in <c>meta</c>, and an epoch when the store is new.</summary>
    public static string Stamp(int found) => found == 0
        ? $"INSERT INTO meta (one, epoch, schema_version) VALUES (1, '{NewEpoch()}', {Version})"
        : $"UPDATE meta SET schema_version = {Version}";

    /// <summary>A fresh epoch: 6 characters, so that two restores of one store will hardly ever share it.</summary>
    public static string NewEpoch() =>
        System.Security.Cryptography.RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 6);
}
