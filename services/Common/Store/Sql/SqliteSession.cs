using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Summit.Store.Sql;

/// <summary>A SQLite connection.</summary>
internal sealed class SqliteSession(SqliteConnection connection, string path, TimeProvider time) : Session(connection)
{
    public override string System => "sqlite";

    public static Exception Name(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        11 or 26 => new CorruptStoreException($"'{path}' is damaged or not a store; restore a backup. ({error.Message})", error),
        13 => new StoreFullException($"'{path}' cannot grow: the disk or its limit is full; nothing was written.", error),
        8 or 14 or 3 or 23 => new StoreFaultException($"'{path}' cannot be opened for writing: {error.Message}", error),
        5 or 6 or 10 => new StoreUnavailableException($"'{path}' cannot be used now: {error.Message}", error),
        _ => new StoreFaultException($"'{path}': {error.Message}", error),
    };

    public override (long Revision, long Clock, long Now) BeginLocked()
    {
        Execute(new Bound(Statements.Begin));
        var (revision, clock) = Query(Statements.LockCounter, static r => (r.GetInt64(0), r.GetInt64(1)))[0];
        return (revision, clock, Micros.From(time.GetUtcNow()));
    }

    // SQLite answers on the calling thread anyway.
    public override ValueTask<List<T>> QueryAsync<T>(
        Statement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken, params object?[] values)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Query(statement, map, values));
    }

    public override Exception Translate(DbException error) => Name((SqliteException)error, path);

    protected override DbCommand Prepare(Statement statement)
    {
        var command = Connection.CreateCommand();
        command.CommandText = statement.Sqlite;
        for (var i = 0; i < statement.Parameters.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"${i + 1}";
            parameter.DbType = statement.Parameters[i];
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
