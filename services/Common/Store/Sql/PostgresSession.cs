using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store.Sql;

/// <summary>A PostgreSQL connection.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : Session(connection)
{
    public override string System => "postgresql";

    public static Exception Name(DbException error) => error switch
    {
        PostgresException { SqlState: "53100" or "53200" } e => new StoreFullException($"PostgreSQL is out of space: {e.MessageText}; nothing was written.", e),
        PostgresException { SqlState: "XX001" or "XX002" } e => new CorruptStoreException($"PostgreSQL reports damaged data: {e.MessageText}", e),
        // 25006, read-only: a standby that is not the primary yet.
        PostgresException { IsTransient: true } or PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "57P05" or "25P03" or "25006" } =>
            new StoreUnavailableException($"PostgreSQL cannot answer now: {error.Message}", error),
        PostgresException e => new StoreFaultException($"PostgreSQL refused: {e.MessageText} ({e.SqlState})", e),
        NpgsqlException { InnerException: IOException or SocketException or TimeoutException } or NpgsqlException { IsTransient: true } =>
            new StoreUnavailableException($"PostgreSQL cannot be reached: {error.Message}", error),
        _ => new StoreUnavailableException($"PostgreSQL: {error.Message}", error),
    };

    public override (long Revision, long Clock, long Now) BeginLocked()
    {
        using var batch = Batch([new(Statements.Begin), new(Statements.LockCounter), new(Statements.Clock)]);
        try
        {
            using var reader = batch.ExecuteReader();
            reader.Read();
            var (revision, clock) = (reader.GetInt64(0), reader.GetInt64(1));
            reader.NextResult();
            reader.Read();
            return (revision, clock, reader.GetInt64(0));
        }
        catch (DbException e)
        {
            throw Translate(e);
        }
    }

    public override void Execute(params ReadOnlySpan<Bound> statements)
    {
        using var span = Telemetry.Timed(System, statements[^1].Statement.Operation);
        using var batch = Batch(statements);
        try
        {
            batch.ExecuteNonQuery();
        }
        catch (DbException e)
        {
            throw Telemetry.Failed(Translate(e));
        }
    }

    public override Exception Translate(DbException error)
    {
        Broken |= error is not PostgresException || Connection.State != ConnectionState.Open;
        return Name(error);
    }

    // COPY: a round trip per row would make a large restore slow.
    protected override async Task InsertAllAsync(Table table, DbDataReader rows, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", table.Columns.Select(c => c.Name));
        await using var import = await ((NpgsqlConnection)Connection).BeginBinaryImportAsync(
            $"COPY {table.Name} ({columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            await import.StartRowAsync(cancellationToken);
            for (var i = 0; i < table.Columns.Length; i++)
            {
                await WriteAsync(import, table.Value(rows, i), cancellationToken);
            }
        }
        await import.CompleteAsync(cancellationToken);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter import, object? value, CancellationToken cancellationToken) => value switch
    {
        long number => import.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
        bool flag => import.WriteAsync(flag, NpgsqlDbType.Boolean, cancellationToken),
        byte[] bytes => import.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellationToken),
        string text => import.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
        _ => import.WriteNullAsync(cancellationToken),
    };

    protected override DbCommand Prepare(Statement statement)
    {
        var command = Connection.CreateCommand();
        command.CommandText = statement.Postgres;
        AddParameters(command.Parameters, statement);
        return command;
    }

    private static void AddParameters(DbParameterCollection parameters, Statement statement)
    {
        foreach (var type in statement.Parameters)
        {
            parameters.Add(new NpgsqlParameter { DbType = type });
        }
    }

    private NpgsqlBatch Batch(ReadOnlySpan<Bound> statements)
    {
        var batch = new NpgsqlBatch((NpgsqlConnection)Connection);
        foreach (var (statement, values) in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Postgres);
            AddParameters(command.Parameters, statement);
            SetValues(command.Parameters, values);
            batch.BatchCommands.Add(command);
        }
        return batch;
    }
}
