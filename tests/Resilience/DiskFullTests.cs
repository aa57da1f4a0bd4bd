using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Resilience.Tests;

/// <summary>The disk of a store fills up and is freed again: writes are refused with their reason, reads go on, and nothing is half written.</summary>
public sealed class DiskFullTests : IAsyncLifetime
{
    private const int DiskMegabytes = 128;
    private const int FillerBytes = 400;
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-disk-").FullName;
    private readonly List<string> _written = [];
    private HostProcess? _host;
    private PostgresServer? _postgres;
    private GrpcChannel? _channel;
    private Metadata _headers = [];
    private bool _mounted;

    private string Disk => Path.Combine(_folder, "disk");

    private string Filler => Path.Combine(Disk, "filler");

    private PositionService.PositionServiceClient Positions => new(_channel);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Disk);
        _mounted = Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", $"size={DiskMegabytes}m", "tmpfs", Disk);
        await RunAsync("chmod", "777", _folder); // PostgreSQL runs as another user.
        Assert.SkipUnless(_mounted, "there is no right to mount a small disk here");
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        if (_mounted)
        {
            await RunAsync("umount", Disk);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task SqliteDiskIsFull_WritesAreRefusedWithTheirReasonAndGoOnWhenThereIsRoom()
    {
        await StartAsync(Path.Combine(Disk, "nations.db"));
        Fill();

        IsOutOfRoom(await WriteUntilRefusedAsync());
        await ReadAsync(_written[0]);

        File.Delete(Filler);
        await WriteAsync();
        await AllIsThereAsync();
    }

    [Fact]
    public async Task PostgresDiskIsFull_WritesAreRefusedWithTheirReasonAndGoOnWhenThereIsRoom()
    {
        await StartPostgresAsync("--waldir", Path.Combine(_folder, "wal"));
        await StartAsync(_postgres!.ConnectionString);
        Fill();

        IsOutOfRoom(await WriteUntilRefusedAsync());
        await ReadAsync(_written[0]);

        File.Delete(Filler);
        await WriteAsync();
        await AllIsThereAsync();
        Assert.Equal(0L, await ScalarAsync("SELECT max(revision) - min(revision) + 1 - count(*) FROM commits"));
    }

    // PostgreSQL ends when it cannot write its log: for callers that is an outage.
    [Fact]
    public async Task PostgresDiskWithItsLogIsFull_IsAnOutageAndNothingIsLostWhenThereIsRoom()
    {
        await StartPostgresAsync("--wal-segsize", "1");
        await StartAsync(_postgres!.ConnectionString);
        await WriteAsync();
        Fill();
        await Eventually.HoldsAsync("PostgreSQL ends", async () =>
        {
            try
            {
                await ScalarAsync("SELECT length(pg_logical_emit_message(true, 'fill', repeat('x', 300000))::text)::bigint");
            }
            catch (NpgsqlException)
            {
                // It may start again once or twice before it gives up.
            }

            return _postgres.HasEnded;
        });

        Assert.Equal("STORE_UNAVAILABLE", SummitRpcException.From(await WriteUntilRefusedAsync()).Reason);

        File.Delete(Filler);
        await _postgres.StartAsync();
        await GoesOnAsync("writes go on", WriteAsync);
        await GoesOnAsync("all is there", AllIsThereAsync);
        Assert.Equal(0L, await ScalarAsync("SELECT max(revision) - min(revision) + 1 - count(*) FROM commits"));
    }

    // As a client does: what is UNAVAILABLE is repeated.
    private static Task GoesOnAsync(string what, Func<Task> call) => Eventually.HoldsAsync(what, async () =>
    {
        try
        {
            await call();
            return true;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    });

    private static void IsOutOfRoom(RpcException refused)
    {
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (refused.StatusCode, SummitRpcException.From(refused).Reason));
        Assert.Contains("out of room", refused.Status.Detail, StringComparison.Ordinal);
    }

    private async Task StartPostgresAsync(params string[] options)
    {
        Requires.OrSkip(PostgresServer.FindPrograms() is not null, "PostgreSQL");
        _postgres = await PostgresServer.StartNewAsync(Directory.CreateDirectory(Path.Combine(Disk, "postgres")).FullName, options);
    }

    private async Task StartAsync(string database)
    {
        var key = Path.Combine(_folder, "issuer.key");
        var port = FreePort.Next();
        _host = await HostProcess.StartAsync("Summit.Nations.ClockHost", Path.Combine(_folder, "nations.log"),
        [
            "--environment=Development", "--Logging:LogLevel:Default=Warning", $"--Summit:Identity:DevelopmentKeyFile={key}", $"--Summit:Port={port}",
            $"--Summit:Database={database}", "--Summit:Seed=paris-2025",
        ]);
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        _headers = new Metadata { { SummitMetadata.Authorization, $"Bearer {DevelopmentIssuer.Open(key).Mint(Role.Delegate, "FRA", TimeSpan.FromDays(1))}" } };
    }

    private async Task WriteAsync()
    {
        var create = Samples.Create("FRA", $"full-{_written.Count}", PublishState.Published);
        create.Position.Summary = new string('x', FillerBytes);
        _written.Add((await Positions.CreatePositionAsync(create, _headers)).Name);
    }

    private async Task<RpcException> WriteUntilRefusedAsync()
    {
        while (true)
        {
            try
            {
                await WriteAsync();
            }
            catch (RpcException e)
            {
                return e;
            }
        }
    }

    private async Task ReadAsync(string name) => Assert.Equal(name, (await Positions.GetPositionAsync(new GetPositionRequest { Name = name }, _headers)).Name);

    private async Task AllIsThereAsync()
    {
        Assert.NotEmpty(_written);
        foreach (var name in _written)
        {
            await ReadAsync(name);
        }
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_postgres!.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    // Leaves room for a few commits.
    private void Fill()
    {
        const int block = 64 * 1024;
        using var stream = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var bytes = new byte[block];
        var disk = new DriveInfo(Disk);
        while (disk.AvailableFreeSpace > 8 * block)
        {
            stream.Write(bytes);
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
