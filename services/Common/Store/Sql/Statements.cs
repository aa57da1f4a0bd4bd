using System.Data;

namespace Summit.Store.Sql;

/// <summary>All statements of the running store. The schema is in <see cref="Schema"/>.</summary>
internal static class Statements
{
    private const DbType Text = DbType.String;
    private const DbType Long = DbType.Int64;
    private const DbType Flag = DbType.Boolean;
    private const DbType Bytes = DbType.Binary;

    // The visibility predicate is Visibility.Sees applied to the row v, with the visibility's key in $5.

    // The names of a collection are its first versions (partial index names). Each is joined to its version at a revision, so
    // that the cost depends on the number of names and not on the number of changes.
    private const string ListSqlite = """
        SELECT v.name, v.revision, v.owner, v.draft, v.data FROM resource_versions n
        JOIN resource_versions v ON v.name = n.name
         AND v.revision = (SELECT max(m.revision) FROM resource_versions m WHERE m.name = n.name AND m.revision <= $4)
        WHERE n.prior_revision = 0 AND n.collection = $1 AND n.name > $2 AND n.name < $3 AND n.revision <= $4
          AND v.data IS NOT NULL AND (v.draft = 0 OR $5 = '*' OR (v.owner <> '' AND instr($5, '|' || v.owner || '|') > 0))
        ORDER BY n.name LIMIT $6
        """;

    private const string ListPostgres = """
        SELECT v.name, v.revision, v.owner, v.draft, v.data FROM resource_versions n
        CROSS JOIN LATERAL (SELECT m.name, m.revision, m.owner, m.draft, m.data FROM resource_versions m
          WHERE m.name = n.name AND m.revision <= $4 ORDER BY m.revision DESC LIMIT 1) v
        WHERE n.prior_revision = 0 AND n.collection = $1 AND n.name > $2 AND n.name < $3 AND n.revision <= $4
          AND v.data IS NOT NULL AND (NOT v.draft OR $5 = '*' OR (v.owner <> '' AND strpos($5, '|' || v.owner || '|') > 0))
        ORDER BY n.name LIMIT $6
        """;

    public static readonly Statement Meta = new("meta", "SELECT epoch, schema_version FROM meta");

    public static readonly Statement IsBackup = new("meta", "SELECT is_backup FROM meta");

    public static readonly Statement PageTokenKey = new("meta", "SELECT page_token_key FROM meta");

    public static readonly Statement SetEpoch = new(
        "epoch", "UPDATE meta SET epoch = $1, declared_keys = '', is_backup = $2, page_token_key = $3", Text, Long, Text);

    public static readonly Statement LeaveBackup = new("epoch", "UPDATE meta SET epoch = $1, is_backup = 0 WHERE is_backup = 1", Text);

    public static readonly Statement Head = new("head", "SELECT revision, clock FROM counter");

    // The counter row is locked first. A separate statement reads the time after the lock is held.
    public static readonly Statement LockCounter = new("lock", "SELECT revision, clock FROM counter", "SELECT revision, clock FROM counter FOR UPDATE");

    public static readonly Statement Clock = new(
        "clock", "SELECT 0", "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");

    public static readonly Statement LastCommit = new("outcome", "SELECT last_commit FROM writers WHERE writer = $1", Text);

    public static readonly Statement SetLastCommit = new(
        "sign",
        """
        INSERT INTO writers (writer, last_commit, seen) VALUES ($1, $2, $3)
        ON CONFLICT (writer) DO UPDATE SET last_commit = excluded.last_commit, seen = excluded.seen
        """,
        Text, Long, Long);

    public static readonly Statement DropWriters = new("drop_writers", "DELETE FROM writers WHERE seen < $1", Long);

    public static readonly Statement FindKey = new(
        "key", "SELECT name FROM unique_keys WHERE collection = $1 AND key_name = $2 AND key_hash = $3", Text, Text, Bytes);

    public static readonly Statement AddKey = new(
        "add_key", "INSERT INTO unique_keys (collection, key_name, key_hash, name) VALUES ($1, $2, $3, $4)", Text, Text, Bytes, Text);

    public static readonly Statement AddFreeKey = new(
        "add_key",
        "INSERT INTO unique_keys (collection, key_name, key_hash, name) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        Text, Text, Bytes, Text);

    public static readonly Statement DropKey = new(
        "drop_key", "DELETE FROM unique_keys WHERE collection = $1 AND key_name = $2 AND key_hash = $3 AND name = $4", Text, Text, Bytes, Text);

    public static readonly Statement DropKeys = new("drop_keys", "DELETE FROM unique_keys");

    public static readonly Statement DeclaredKeys = new("meta", "SELECT declared_keys FROM meta");

    public static readonly Statement SetDeclaredKeys = new("declare_keys", "UPDATE meta SET declared_keys = $1", Text);

    public static readonly Statement SetCounter = new("count", "UPDATE counter SET revision = $1, clock = $2", Long, Long);

    public static readonly Statement GetCurrent = new(
        "get", "SELECT revision, owner, draft, data FROM resource_versions WHERE name = $1 ORDER BY revision DESC LIMIT 1", Text);

    public static readonly Statement Get = new(
        "get",
        "SELECT revision, owner, draft, data FROM resource_versions WHERE name = $1 AND revision <= $2 ORDER BY revision DESC LIMIT 1",
        Text, Long);

    public static readonly Statement List = new("list", ListSqlite, ListPostgres, Text, Text, Text, Long, Text, Long);

    // An owned resource has the same owner in all its versions, so its first version tells whose it is.
    public static readonly Statement Owned = new(
        "owned",
        """
        SELECT n.name FROM resource_versions n WHERE n.prior_revision = 0 AND n.collection = $1 AND n.owner = $2
          AND (SELECT m.data IS NOT NULL FROM resource_versions m WHERE m.name = n.name ORDER BY m.revision DESC LIMIT 1)
        """,
        Text, Text);

    public static readonly Statement InsertVersion = new(
        "put",
        "INSERT INTO resource_versions (revision, name, collection, prior_revision, owner, draft, data) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        Long, Text, Text, Long, Text, Flag, Bytes);

    public static readonly Statement InsertCommit = new(
        "commit",
        "INSERT INTO commits (revision, commit_time, actor, method, trace_id, request_id) VALUES ($1, $2, $3, $4, $5, $6)",
        Long, Long, Text, Text, Text, Text);

    public static readonly Statement Changes = new(
        "changes",
        """
        SELECT v.revision, c.commit_time, c.actor, c.trace_id, v.collection, v.name, v.owner, v.draft, v.data,
               p.owner, p.draft, p.data IS NOT NULL
        FROM resource_versions v
        JOIN commits c ON c.revision = v.revision
        LEFT JOIN resource_versions p ON p.name = v.name AND p.revision = v.prior_revision
        WHERE (v.revision, v.name) > ($1, $2) AND v.revision <= $3 ORDER BY v.revision, v.name LIMIT $4
        """,
        Long, Text, Long, Long);

    public static readonly Statement History = new(
        "history",
        """
        SELECT v.revision, c.commit_time, c.actor, c.method, c.trace_id, c.request_id, v.owner, v.draft, v.data
        FROM resource_versions v JOIN commits c ON c.revision = v.revision
        WHERE v.name = $1 AND v.revision <= $2 ORDER BY v.revision
        """,
        Text, Long);

    public static readonly Statement RevisionAt = new(
        "instant", "SELECT revision FROM commits WHERE commit_time <= $1 ORDER BY commit_time DESC LIMIT 1", Long);

    public static readonly Statement FirstCommitTime = new("first", "SELECT commit_time FROM commits ORDER BY revision LIMIT 1");

    public static readonly Statement FindAnswer = new(
        "answer",
        "SELECT request_hash, response, revision, expires FROM answers WHERE caller = $1 AND method = $2 AND request_id = $3",
        Text, Text, Text);

    public static readonly Statement KeepAnswer = new(
        "keep_answer",
        """
        INSERT INTO answers (caller, method, request_id, request_hash, response, revision, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (caller, method, request_id)
        DO UPDATE SET request_hash = excluded.request_hash, response = excluded.response, revision = excluded.revision, expires = excluded.expires
        """,
        Text, Text, Text, Bytes, Bytes, Long, Long);

    public static readonly Statement DropAnswers = new("drop_answers", "DELETE FROM answers WHERE expires <= $1", Long);

    public static readonly Statement GetTimer = new("timer", "SELECT due_time, kind, payload FROM timers WHERE timer_key = $1", Text);

    public static readonly Statement DueTimers = new(
        "timers", "SELECT timer_key, due_time, kind, payload FROM timers ORDER BY due_time, timer_key LIMIT $1", Long);

    public static readonly Statement PutTimer = new(
        "schedule",
        """
        INSERT INTO timers (timer_key, due_time, kind, payload) VALUES ($1, $2, $3, $4)
        ON CONFLICT (timer_key) DO UPDATE SET due_time = excluded.due_time, kind = excluded.kind, payload = excluded.payload
        """,
        Text, Long, Text, Bytes);

    public static readonly Statement DropTimer = new("cancel", "DELETE FROM timers WHERE timer_key = $1", Text);

    public static readonly Statement Notify = new("notify", "SELECT 0", "SELECT pg_notify('summit_store', '')");

    public static readonly Statement Begin = new("begin", "BEGIN IMMEDIATE", "BEGIN");

    public static readonly Statement BeginRead = new("begin", "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

    public static readonly Statement Commit = new("commit", "COMMIT");

    public static readonly Statement Rollback = new("rollback", "ROLLBACK");
}
