using System.Data.Common;

namespace Summit.Store.Sql;

/// <summary>One connection with its prepared statements. Not thread-safe; one open reader per statement.</summary>
internal abstract class Session(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<Statement, DbCommand> _commands = [];

    /// <summary>The provider's name in telemetry.</summary>
    public abstract string System { get; }

    /// <summary>Whether the connection is lost and the session must be discarded.</summary>
    public bool Broken { get; protected set; }

    protected DbConnection Connection { get; } = connection;

    /// <summary>Whether an error shows that the connection had broken before this use. A slow answer does not: repeated, it would double the work of a busy server.</summary>
    public bool HadBroken(StoreUnavailableException error) => Broken && error.InnerException?.InnerException is not TimeoutException;

    /// <summary>Reads all rows of a statement, on the calling thread.</summary>
    public List<T> Query<T>(Statement statement, Func<DbDataReader, T> map, params object?[] values)
    {
        using var span = Telemetry.Timed(System, statement.Operation);
        try
        {
            using var reader = Bind(statement, values).ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(map(reader));
            }
            return rows;
        }
        catch (DbException e)
        {
            throw Telemetry.Failed(Translate(e));
        }
    }

    /// <summary>Reads all rows of a statement.</summary>
    public virtual async ValueTask<List<T>> QueryAsync<T>(
        Statement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken, params object?[] values)
    {
        using var span = Telemetry.Timed(System, statement.Operation);
        try
        {
            var reader = await Bind(statement, values).ExecuteReaderAsync(cancellationToken);
            await using (reader)
            {
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Add(map(reader));
                }
                return rows;
            }
        }
        catch (DbException e)
        {
            throw Telemetry.Failed(Translate(e));
        }
        catch (OperationCanceledException)
        {
            // An interrupted statement leaves the connection in an unknown state.
            Broken = true;
            throw;
        }
    }

    /// <summary>Reads rows of a statement until one is not accepted. That row and those after it are not returned.</summary>
    /// <returns>The rows, and whether rows remain.</returns>
    public async ValueTask<(List<T> Rows, bool More)> QueryWhileAsync<T>(
        Statement statement, Func<DbDataReader, T> map, Func<T, bool> take, CancellationToken cancellationToken, params object?[] values)
    {
        using var span = Telemetry.Timed(System, statement.Operation);
        try
        {
            var rows = new List<T>();
            await using var reader = await Bind(statement, values).ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var row = map(reader);
                if (!take(row))
                {
                    return (rows, true);
                }
                rows.Add(row);
            }
            return (rows, false);
        }
        catch (DbException e)
        {
            throw Telemetry.Failed(Translate(e));
        }
        catch (OperationCanceledException)
        {
            Broken = true;
            throw;
        }
    }

    /// <summary>Executes statements in order; on PostgreSQL in one round trip.</summary>
    public virtual void Execute(params ReadOnlySpan<Bound> statements)
    {
        foreach (var (statement, values) in statements)
        {
            using var span = Telemetry.Timed(System, statement.Operation);
            try
            {
                Bind(statement, values).ExecuteNonQuery();
            }
            catch (DbException e)
            {
                throw Telemetry.Failed(Translate(e));
            }
        }
    }

    /// <summary>Copies a whole table into another session's transaction, row by row, so that the table may be of any size.</summary>
    public async Task CopyToAsync(Session target, Table table, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await Bind(table.Select, []).ExecuteReaderAsync(cancellationToken);
            await using (rows)
            {
                await target.InsertAllAsync(table, rows, cancellationToken);
            }
        }
        catch (DbException e)
        {
            throw Translate(e);
        }
    }

    /// <summary>Begins a transaction that locks the counter, and returns its initial values.</summary>
    public abstract (long Revision, long Clock, long Now) BeginLocked();

    /// <summary>Converts a provider's error to one for callers.</summary>
    public abstract Exception Translate(DbException error);

    /// <summary>Closes the connection, on the calling thread.</summary>
    public void Close()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }
        Connection.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }
        await Connection.DisposeAsync();
    }

    protected virtual async Task InsertAllAsync(Table table, DbDataReader rows, CancellationToken cancellationToken)
    {
        var values = new object?[table.Columns.Length];
        while (await rows.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = table.Value(rows, i);
            }
            Execute(new Bound(table.Insert, values));
        }
    }

    protected abstract DbCommand Prepare(Statement statement);

    protected static void SetValues(DbParameterCollection parameters, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    private DbCommand Bind(Statement statement, object?[] values)
    {
        if (!_commands.TryGetValue(statement, out var command))
        {
            _commands[statement] = command = Prepare(statement);
        }
        SetValues(command.Parameters, values);
        return command;
    }
}
