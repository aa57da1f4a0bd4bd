using System.Data.Common;
using Npgsql;

namespace Summit.Store.Sql;

/// <summary>PostgreSQL: any number of processes. The counter row serialises commits, and notifications wake the feed.</summary>
internal sealed class PostgresDatabase(StoreOptions options) : Database(options)
{
    // An arbitrary fixed number. The lock is held while the schema is migrated.
    private const long MigrationLock = 0x53554d4d4954;

    private const int HostRecheckSeconds = 1;

    private readonly NpgsqlDataSource _source = Build(options);

    public override string System => "postgresql";

    public override bool SoleOwner => false;

    public override async Task OpenAsync(bool migrate, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
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
            return new PostgresSession(_source.OpenConnection());
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
            return new PostgresSession(await _source.OpenConnectionAsync(cancellationToken));
        }
        catch (DbException e)
        {
            throw PostgresSession.Name(e);
        }
    }

    public override async Task ListenAsync(Action wake, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
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

    private static NpgsqlDataSource Build(StoreOptions options)
    {
        var text = options.Database.Trim();
        // Of several servers, one that was away or a standby is asked again after a second, not ten: a failover is over sooner.
        var settings = text.Contains("://", StringComparison.Ordinal) ? FromUri(new Uri(text)) : new NpgsqlConnectionStringBuilder($"Host Recheck Seconds={HostRecheckSeconds};{text}");
        // The store keeps its own sessions and their prepared statements.
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        settings.ApplicationName ??= "summit-store";
        return NpgsqlDataSource.Create(settings);
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
