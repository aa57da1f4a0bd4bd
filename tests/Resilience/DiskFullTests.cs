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
    private HostProcess? _host;
    private PostgresServer? _postgres;
    private bool _mounted;

    private string Disk => Path.Combine(_folder, "disk");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Disk);
        _mounted = Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", $"size={DiskMegabytes}m", "tmpfs", Disk);
        await RunAsync("chmod", "777", _folder); // PostgreSQL runs as another user.
        Assert.SkipUnless(_mounted, "there is no right to mount a small disk here");
    }

    public async ValueTask DisposeAsync()
    {
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
    public Task SqliteDiskIsFull_WritesAreRefusedWithTheirReasonAndGoOnWhenThereIsRoom() => FillAndFreeAsync(Path.Combine(Disk, "nations.db"));

    // The log has a disk of its own. PostgreSQL itself ends when that one is full, which is an outage.
    [Fact]
    public async Task PostgresDiskIsFull_WritesAreRefusedWithTheirReasonAndGoOnWhenThereIsRoom()
    {
        Requires.OrSkip(PostgresServer.FindPrograms() is not null, "PostgreSQL");
        _postgres = await PostgresServer.StartNewAsync(Directory.CreateDirectory(Path.Combine(Disk, "postgres")).FullName, "--waldir", Path.Combine(_folder, "wal"));

        await FillAndFreeAsync(_postgres.ConnectionString);

        await using var source = NpgsqlDataSource.Create(_postgres.ConnectionString);
        await using var command = source.CreateCommand("SELECT max(revision) - min(revision) + 1 - count(*) FROM commits");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    private async Task FillAndFreeAsync(string database)
    {
        var key = Path.Combine(_folder, "issuer.key");
        var port = FreePort.Next();
        _host = await HostProcess.StartAsync("Summit.Nations.ClockHost", Path.Combine(_folder, "nations.log"),
        [
            "--environment=Development", "--Logging:LogLevel:Default=Warning", $"--Summit:Identity:DevelopmentKeyFile={key}", $"--Summit:Port={port}",
            $"--Summit:Database={database}", "--Summit:Seed=paris-2025",
        ]);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var positions = new PositionService.PositionServiceClient(channel);
        var headers = new Metadata { { SummitMetadata.Authorization, $"Bearer {DevelopmentIssuer.Open(key).Mint(Role.Delegate, "FRA", TimeSpan.FromDays(1))}" } };
        var written = new List<string>();
        var filler = Path.Combine(Disk, "filler");
        Fill(filler);

        RpcException? refused = null;
        while (refused is null)
        {
            try
            {
                var create = Samples.Create("FRA", $"full-{written.Count}", PublishState.Published);
                create.Position.Summary = new string('x', FillerBytes);
                written.Add((await positions.CreatePositionAsync(create, headers)).Name);
            }
            catch (RpcException e)
            {
                refused = e;
            }
        }

        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (refused.StatusCode, SummitRpcException.From(refused).Reason));
        Assert.Contains("out of room", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal("nations/FRA/positions/full-0", (await positions.GetPositionAsync(new GetPositionRequest { Name = written[0] }, headers)).Name);

        File.Delete(filler);
        var next = await positions.CreatePositionAsync(Samples.Create("FRA", $"full-{written.Count}", PublishState.Published), headers);
        var held = new List<string>();
        foreach (var name in written.Append(next.Name))
        {
            held.Add((await positions.GetPositionAsync(new GetPositionRequest { Name = name }, headers)).Name);
        }

        Assert.Equal([.. written, next.Name], held);
    }

    // Leaves room for a few commits.
    private static void Fill(string file)
    {
        const int block = 64 * 1024;
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var bytes = new byte[block];
        var disk = new DriveInfo(Path.GetDirectoryName(file)!);
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
