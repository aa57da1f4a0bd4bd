using Npgsql;
using Summit.Store.Sql;

namespace Summit.Store.Tests;

/// <summary>PostgreSQL goes away and comes back: a server of its own, since the others are using theirs.</summary>
public sealed class PostgresOutageTests : StoreTests
{
    private PostgresServer? _server;

    protected override Provider Provider => Provider.Sqlite;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task<ResourceStore> StartAsync()
    {
        Requires.OrSkip(PostgresServer.FindPrograms() is not null, "PostgreSQL");
        _server = await PostgresServer.StartNewAsync();
        return await OpenAsync(_server!.ConnectionString, o => o.PollInterval = TimeSpan.FromMilliseconds(200));
    }

    private static Task<Committed<Summit>> AddAsync(ResourceStore store, string requestId = "") => store.CommitAsync(
        By("w", requestId, "h"),
        t =>
        {
            var summit = t.Find(Summits, "summits/s") ?? NewSummit("s");
            summit.Counter++;
            return t.Put(Summits, summit);
        },
        Cancellation);

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server!.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    // What a client does: repeat under the same request id while the store is unavailable.
    private static async Task<T> PersistAsync<T>(Func<Task<T>> call)
    {
        var deadline = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (StoreUnavailableException) when (DateTime.UtcNow < deadline)
            {
                await Task.Delay(20, Cancellation);
            }
        }
    }

    [Fact]
    public async Task Outage_CallsAreUnavailable_ThenEverythingGoesOn()
    {
        var store = await StartAsync();
        await AddAsync(store);
        var watching = new TaskCompletionSource();
        var watched = Task.Run(async () =>
        {
            var seen = new List<long>();
            await foreach (var step in store.Feed.WatchAsync(
                new ChangeQuery { Visibility = Visibility.Published, After = new Revision(0, store.Epoch) }, TimeSpan.FromMinutes(5), Cancellation))
            {
                seen.AddRange(step.Changes.Select(c => c.Revision.Number));
                watching.TrySetResult();
                if (step.Revision.Number >= 3)
                {
                    break;
                }
            }
            return seen;
        }, Cancellation);
        await watching.Task;
        await _server!.CrashAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync(store));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadAsync(ReadPoint.Latest, Cancellation).AsTask());
        await _server!.StartAsync();
        Assert.Equal(2, (await PersistAsync(() => AddAsync(store, "a"))).Result.Counter);
        Assert.Equal(3, (await PersistAsync(() => AddAsync(store, "b"))).Result.Counter);
        Assert.Equal([1, 2, 3], await watched);
    }

    // The connections that the store keeps open broke in the outage. Their next use must not fail a call, nor make a server that is there count as away.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServerWasAway_TheFirstReadAndTheFirstWriteAfterItWork(bool ofTwoServers)
    {
        Requires.OrSkip(PostgresServer.FindPrograms() is not null, "PostgreSQL");
        _server = await PostgresServer.StartNewAsync();
        var hosts = ofTwoServers ? $";Host=127.0.0.1:{_server.Port},127.0.0.1:{FreePort.Next()};Target Session Attributes=primary" : "";
        var store = await OpenAsync(_server.ConnectionString + hosts);
        await AddAsync(store);

        await _server.KillAsync();
        await _server.StartAsync();

        Assert.Equal(1, (await store.ReadAsync(ReadPoint.Latest, Cancellation)).Revision.Number);
        Assert.Equal(2, (await AddAsync(store)).Result.Counter);
    }

    [Fact]
    public async Task ServerIsSlow_AReadThatTimedOutIsNotRepeated()
    {
        Requires.OrSkip(PostgresServer.FindPrograms() is not null, "PostgreSQL");
        _server = await PostgresServer.StartNewAsync();
        var store = await OpenAsync($"{_server.ConnectionString};Command Timeout=1");
        await store.ReadAsync(ReadPoint.Latest, Cancellation);
        await using var source = NpgsqlDataSource.Create(_server.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var hold = new NpgsqlCommand("LOCK TABLE counter IN ACCESS EXCLUSIVE MODE", connection, transaction);
        await hold.ExecuteNonQueryAsync(Cancellation);

        var reads = 0;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.State.Database.ReadAsync(
            (session, _, token) =>
            {
                reads++;
                return session.QueryAsync(Statements.Head, static r => r.GetInt64(0), token);
            },
            0,
            Cancellation).AsTask());

        Assert.Equal(1, reads);
    }

    // A standby whose address has become the primary's before it was promoted refuses writes in the same words.
    [Fact]
    public async Task ServerReadOnly_WritesAreUnavailableAndReadsGoOn_ThenWritesGoOn()
    {
        var store = await StartAsync();
        await AddAsync(store);
        await ExecuteAsync("ALTER SYSTEM SET default_transaction_read_only = on");
        await ExecuteAsync("SELECT pg_reload_conf()");
        await Eventually.HoldsAsync("the server is read-only", async () => await TextAsync("SHOW default_transaction_read_only") == "on");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync(store));
        Assert.Equal(1, (await store.ReadAsync(ReadPoint.Latest, Cancellation)).Revision.Number);

        await ExecuteAsync("ALTER SYSTEM RESET default_transaction_read_only");
        await ExecuteAsync("SELECT pg_reload_conf()");
        Assert.Equal(2, (await PersistAsync(() => AddAsync(store, "after"))).Result.Counter);
    }

    [Fact]
    public async Task ConnectionKilled_InMidTransaction_NothingWritten_NextOneWorks()
    {
        var store = await StartAsync();
        await AddAsync(store);
        var failed = store.CommitAsync(
            By("w"),
            t =>
            {
                t.Put(Summits, NewSummit("lost"));
                using var source = NpgsqlDataSource.Create(_server!.ConnectionString + ";Pooling=false");
                using var command = source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'summit-store' AND state = 'idle in transaction'");
                command.ExecuteNonQuery();
                return t.Put(Summits, NewSummit("lost2"));
            },
            Cancellation);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => failed);
        Assert.Equal((2, 2), ((await PersistAsync(() => AddAsync(store))) is var done ? (done.Revision.Number, done.Result.Counter) : default));
    }

    [Fact]
    public async Task ConnectionKilled_DuringCommits_EveryAnswerIsTrue()
    {
        const int Writes = 200;
        var store = await StartAsync();
        using var stop = new CancellationTokenSource();
        var killer = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'summit-store'");
                await Task.Delay(15, Cancellation);
            }
        }, Cancellation);
        // Without request ids: what was acknowledged must be there, what was refused as not written must not.
        var acknowledged = 0;
        var unknown = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Writes / 4; i++)
            {
                try
                {
                    await AddAsync(store);
                    Interlocked.Increment(ref acknowledged);
                }
                catch (StoreUnavailableException e)
                {
                    Interlocked.Add(ref unknown, e.OutcomeUnknown ? 1 : 0);
                }
            }
        }, Cancellation)));
        await stop.CancelAsync();
        await killer;
        var total = await PersistAsync(() => AddAsync(store));
        Assert.InRange(total.Result.Counter, acknowledged + 1, acknowledged + unknown + 1);
        Assert.Equal(total.Result.Counter, total.Revision.Number);
        Assert.Equal(0, unknown);
    }

    [Fact]
    public async Task PasswordFile_Renewed_CountsWithTheNextConnection()
    {
        Requires.OrSkip(PostgresServer.FindPrograms() is not null, "PostgreSQL");
        _server = await PostgresServer.StartNewAsync();
        var file = Path.Combine(Directory.CreateTempSubdirectory("summit-pgpass-").FullName, "pgpass");
        await File.WriteAllTextAsync(file, "*:*:*:app:first\n", Cancellation);
        await ExecuteAsync("CREATE ROLE app SUPERUSER LOGIN PASSWORD 'first'");
        await File.WriteAllTextAsync(await TextAsync("SHOW hba_file"), "host all app 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n", Cancellation);
        await ExecuteAsync("SELECT pg_reload_conf()");
        var store = await OpenAsync($"{_server.ConnectionString};Username=app;Passfile={file}");
        await AddAsync(store);

        await ExecuteAsync("ALTER ROLE app PASSWORD 'second'");
        await File.WriteAllTextAsync(file, "*:*:*:app:second\n", Cancellation);
        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");

        Assert.Equal(2, (await PersistAsync(() => AddAsync(store, "second"))).Result.Counter);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    // Writes through a proxy that cuts at the commit, kills the server, starts it again, and tells what the writer was told.
    private async Task<Exception?> CrashAtCommitAsync(bool serverSeesCommit)
    {
        Requires.OrSkip(PostgresServer.FindPrograms() is not null, "PostgreSQL");
        _server = await PostgresServer.StartNewAsync();
        await using var proxy = new CuttingProxy(_server.Port);
        var store = await OpenAsync($"{_server.ConnectionString};Port={proxy.Port}", o => o.CommitResolveTimeout = TimeSpan.FromMinutes(1));
        await AddAsync(store);
        // Transaction numbers that only transactions without effect took: after the crash they are handed out again.
        for (var i = 0; i < 5; i++)
        {
            await ExecuteAsync("BEGIN; SELECT pg_current_xact_id(); ROLLBACK");
        }
        var cut = proxy.CutAtNextCommit(serverSeesCommit);
        var writing = AddAsync(store);
        await cut;
        if (serverSeesCommit)
        {
            await Eventually.HoldsAsync("the server has committed", async () => await CounterAsync() >= 2);
        }
        await _server.KillAsync();
        await _server.StartAsync();
        var error = await Record.ExceptionAsync(() => writing);
        var next = await PersistAsync(() => AddAsync(store));
        Assert.Equal(serverSeesCommit ? (3, 3) : (2, 2), (next.Result.Counter, next.Revision.Number));
        return error;
    }

    private async Task<string> TextAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server!.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task<long> CounterAsync()
    {
        await using var source = NpgsqlDataSource.Create(_server!.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand("SELECT revision FROM counter");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    [Fact]
    public async Task ServerKilled_BetweenCommitAndAcknowledgement_CallerIsToldThatItCommitted() =>
        Assert.Null(await CrashAtCommitAsync(serverSeesCommit: true));

    [Fact]
    public async Task ServerKilled_BeforeTheCommit_CallerIsToldThatNothingWasWritten()
    {
        var error = Assert.IsType<StoreUnavailableException>(await CrashAtCommitAsync(serverSeesCommit: false));
        Assert.False(error.OutcomeUnknown);
    }
}
