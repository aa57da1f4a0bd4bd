using Npgsql;

[assembly: AssemblyFixture(typeof(Summit.Store.Tests.Provider.Servers))]

namespace Summit.Store.Tests;

/// <summary>Makes databases of one kind.</summary>
public abstract class Provider
{
    public static Provider Sqlite { get; } = new SqliteFiles();

    public static Provider Postgres { get; } = new PostgresSchemas();

    /// <summary>A new, empty database; its text goes into <see cref="StoreOptions.Database"/>.</summary>
    public abstract Task<string> NewDatabaseAsync();

    /// <summary>One PostgreSQL for the whole run, and the folder of the SQLite files.</summary>
    public sealed class Servers : IAsyncLifetime
    {
        private static readonly SemaphoreSlim Starting = new(1);
        private static PostgresServer? _postgres;

        public static string Folder { get; } = Directory.CreateTempSubdirectory("summit-store-").FullName;

        internal static async Task<PostgresServer> PostgresAsync()
        {
            Requires.OrSkip(PostgresServer.FindPrograms() is not null, "PostgreSQL");
            await Starting.WaitAsync();
            try
            {
                return _postgres ??= await PostgresServer.StartNewAsync();
            }
            finally
            {
                Starting.Release();
            }
        }

        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            if (_postgres is not null)
            {
                await _postgres.DisposeAsync();
            }
            Directory.Delete(Folder, recursive: true);
        }
    }

    private sealed class SqliteFiles : Provider
    {
        public override Task<string> NewDatabaseAsync() => Task.FromResult(Path.Combine(Servers.Folder, Guid.NewGuid().ToString("N") + ".db"));
    }

    // A schema for each test: much quicker to make than a database.
    private sealed class PostgresSchemas : Provider
    {
        public override async Task<string> NewDatabaseAsync()
        {
            var server = await Servers.PostgresAsync();
            var schema = "t" + Guid.NewGuid().ToString("N");
            await using var source = NpgsqlDataSource.Create(server.ConnectionString + ";Pooling=false");
            await using var command = source.CreateCommand($"CREATE SCHEMA {schema}");
            await command.ExecuteNonQueryAsync();
            return $"{server.ConnectionString};Search Path={schema}";
        }
    }
}
