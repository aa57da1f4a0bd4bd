using System.Data.Common;
using Npgsql;

namespace Summit.Store.Sql;

/// <summary>PostgreSQL: any number of processes. The counter row serialises commits, and notifications wake the feed.</summary>
internal sealed class PostgresDatabase : Database
{
    // An arbitrary fixed number. The lock is held while the schema is migrated.
    private const long MigrationLock = 0x53554d4d4954;

    private const int HostRecheckSeconds = 1;

    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(HostRecheckSeconds) + TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource _source;
    private readonly int _servers;

    public PostgresDatabase(StoreOptions options)
        : base(options)
    {
        var settings = SettingsOf(options);
        _servers = settings.Host?.Split(',').Length ?? 1;
        _source = NpgsqlDataSource.Create(settings);
    }

    public override string System => "postgresql";

    public override bool SoleOwner => false;

    public override async Task OpenAsync(bool migrate, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await RunAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock:D})", cancellationToken);
            var found = await ScalarAsync(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'meta'", cancellationToken) == 0
                ? 0
                : (int)await ScalarAsync(connection, "SELECT schema_version FROM meta", cancellationToken);
            if (migrate && found < Schema.Version)
            {
                for (var version = found + 1; version <= Schema.Version; version++)
                {
                    foreach (var sql in Schema.For(version, postgres: true))
                    {
                        await RunAsync(connection, sql, cancellationToken);
                    }
                }
                await RunAsync(connection, Schema.Stamp(found), cancellationToken);
                found = Schema.Version;
            }
            CheckVersion(found);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbException e)
        {
            throw PostgresSession.Name(e);
        }
    }

    public override Session OpenWriter()
    {
        try
        {
            return new PostgresSession(Connect());
        }
        catch (DbException e)
        {
            throw PostgresSession.Name(e);
        }
    }

    public override async ValueTask<Session> OpenReaderAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new PostgresSession(await ConnectAsync(cancellationToken));
        }
        catch (DbException e)
        {
            throw PostgresSession.Name(e);
        }
    }

    public override async Task ListenAsync(Action wake, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        connection.Notification += (_, _) => wake();
        await RunAsync(connection, "LISTEN summit_store", cancellationToken);
        wake();
        while (true)
        {
            // Polls from time to time, in case the connection was lost without notice.
            if (!await connection.WaitAsync(Options.PollInterval, cancellationToken))
            {
                await RunAsync(connection, "SELECT 1", cancellationToken);
                wake();
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _source.DisposeAsync();
    }

    private NpgsqlConnection Connect()
    {
        try
        {
            return _source.OpenConnection();
        }
        catch (NpgsqlException e) when (NotAllWereAsked(e))
        {
            Thread.Sleep(Recheck);
            return _source.OpenConnection();
        }
    }

    private async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException e) when (NotAllWereAsked(e))
        {
            await Task.Delay(Recheck, cancellationToken);
            return await _source.OpenConnectionAsync(cancellationToken);
        }
    }

    // Of several servers, Npgsql does not ask one that was away within the last second. A connection that broke during an outage shows
    // it with its next use, perhaps long after the outage, and that second begins then. A call waits for its end and does not fail.
    private bool NotAllWereAsked(NpgsqlException error) => _servers > 1 && error is not PostgresException
        && (error.InnerException is null || error.InnerException is AggregateException { InnerExceptions: var asked } && asked.Count < _servers);

    private static NpgsqlConnectionStringBuilder SettingsOf(StoreOptions options)
    {
        var text = options.Database.Trim();
        // Of several servers, one that was away or a standby is asked again after a second, not ten: a failover is over sooner.
        var settings = text.Contains("://", StringComparison.Ordinal) ? FromUri(new Uri(text)) : new NpgsqlConnectionStringBuilder($"Host Recheck Seconds={HostRecheckSeconds};{text}");
        // The store keeps its own sessions and their prepared statements.
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        settings.ApplicationName ??= "summit-store";
        return settings;
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder { HostRecheckSeconds = HostRecheckSeconds, Host = uri.Host, Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')) };
        if (uri.Port > 0)
        {
            settings.Port = uri.Port;
        }
        if (user[0].Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(user[0]);
        }
        if (user.Length == 2)
        {
            settings.Password = Uri.UnescapeDataString(user[1]);
        }
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            settings[parts[0] == "sslmode" ? "SSL Mode" : Uri.UnescapeDataString(parts[0])] = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
        }
        return settings;
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
