using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Resource = Summit.Store.Tests.Summit;

namespace Summit.Bench.Store;

/// <summary>The statements of one small commit, with the same lock, issued straight to the database: what the store is compared with.</summary>
internal sealed class RawStatements : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly DbCommand _begin;
    private readonly DbCommand _lock;
    private readonly DbCommand _current;
    private readonly DbCommand _insertCommit;
    private readonly DbCommand _insertVersion;
    private readonly DbCommand _count;
    private readonly DbCommand _commit;
    private readonly DbCommand _head;
    private readonly DbCommand _get;

    public RawStatements(string database)
    {
        var postgres = database.Contains("Host=", StringComparison.Ordinal);
        _connection = postgres ? new NpgsqlConnection(database + ";Pooling=false;Max Auto Prepare=64;Auto Prepare Min Usages=2") : new SqliteConnection($"Data Source={database};Pooling=false");
        _connection.Open();
        if (!postgres)
        {
            Command("PRAGMA journal_mode = WAL").ExecuteNonQuery();
            Command("PRAGMA synchronous = FULL").ExecuteNonQuery();
            Command("PRAGMA wal_autocheckpoint = 4000").ExecuteNonQuery();
        }
        _begin = Command(postgres ? "BEGIN" : "BEGIN IMMEDIATE");
        _lock = Command("SELECT revision, clock FROM counter" + (postgres ? " FOR UPDATE" : ""));
        _current = Command("SELECT revision, owner, draft, data FROM resource_versions WHERE name = $1 ORDER BY revision DESC LIMIT 1", 1);
        _insertCommit = Command("INSERT INTO commits (revision, commit_time, actor, method, trace_id, request_id) VALUES ($1, $2, $3, $4, $5, $6)", 6);
        _insertVersion = Command("INSERT INTO resource_versions (revision, name, collection, prior_revision, owner, draft, data) VALUES ($1, $2, $3, $4, $5, $6, $7)", 7);
        _count = Command("UPDATE counter SET revision = $1, clock = $2", 2);
        _commit = Command("COMMIT");
        _head = Command("SELECT revision FROM counter");
        _get = Command("SELECT revision, owner, draft, data FROM resource_versions WHERE name = $1 AND revision <= $2 ORDER BY revision DESC LIMIT 1", 2);
    }

    public void Commit(string name, byte[] data)
    {
        _begin.ExecuteNonQuery();
        var (revision, clock) = (0L, 0L);
        using (var row = _lock.ExecuteReader())
        {
            row.Read();
            (revision, clock) = (row.GetInt64(0) + 1, row.GetInt64(1) + 1);
        }
        var prior = 0L;
        using (var row = Run(_current, name).ExecuteReader())
        {
            prior = row.Read() ? row.GetInt64(0) : 0;
        }
        Run(_insertCommit, revision, clock, "bench", "bench", "", "").ExecuteNonQuery();
        Run(_insertVersion, revision, name, "summits", prior, "", false, data).ExecuteNonQuery();
        Run(_count, revision, clock).ExecuteNonQuery();
        _commit.ExecuteNonQuery();
    }

    /// <summary>A point read; where the store reads the head from the database, this does too.</summary>
    public Resource Read(string name, long? head)
    {
        if (head is not { } at)
        {
            using var row = _head.ExecuteReader();
            row.Read();
            at = row.GetInt64(0);
        }
        using var found = Run(_get, name, at).ExecuteReader();
        found.Read();
        return Resource.Parser.ParseFrom(found.GetFieldValue<byte[]>(3));
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private static DbCommand Run(DbCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
        return command;
    }

    private DbCommand Command(string sql, int parameters = 0)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            var parameter = command.CreateParameter();
            if (command is SqliteCommand)
            {
                parameter.ParameterName = "$" + i;
            }
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
