using Npgsql;
using Summit.Store.Tests;

namespace Summit.Nations.Tests;

/// <summary>The same over PostgreSQL. Its clock is the database's, so the database's clock is moved too.</summary>
public sealed class PostgresNationsFixture : NationsFixture
{
    private string _database = "";

    public override async ValueTask MoveAsync(TimeSpan time)
    {
        await RunAsync($"UPDATE ahead SET microseconds = microseconds + {(long)time.TotalMicroseconds}");
        await base.MoveAsync(time);
    }

    private protected override async ValueTask<string[]> DatabaseAsync()
    {
        // Functions are looked up along the search path: the one in the schema of this test comes before the server's own.
        _database = await Provider.Postgres.NewDatabaseAsync() + ",pg_catalog";
        await RunAsync(
            """
            CREATE TABLE ahead (microseconds BIGINT NOT NULL);
            INSERT INTO ahead VALUES (0);
            CREATE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
            'SELECT pg_catalog.clock_timestamp() + (SELECT microseconds FROM ahead) * interval ''1 microsecond''';
            """);
        return [$"--Summit:Database={_database}"];
    }

    private async Task RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
