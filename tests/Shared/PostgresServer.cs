using System.Diagnostics;
using Npgsql;

namespace Summit;

/// <summary>A real PostgreSQL on a free loopback port, in a folder of its own. It refuses root, so root runs it as 'postgres'.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _data;
    private readonly string _bin;
    private Process? _process;

    private PostgresServer(string bin, string? data = null)
    {
        _bin = bin;
        _data = data ?? Directory.CreateTempSubdirectory("summit-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres", _data);
        }
    }

    public int Port { get; private set; }

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=summit;Database=postgres;Timeout=30;Command Timeout=30";

    /// <summary>Folder of the server programs; null when PostgreSQL is not installed.</summary>
    public static string? FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;

    /// <summary>Makes a server and starts it.</summary>
    /// <param name="data">An empty folder for its data; null makes one.</param>
    /// <param name="options">Further options of initdb.</param>
    public static async Task<PostgresServer> StartNewAsync(string? data = null, params string[] options)
    {
        var server = new PostgresServer(FindPrograms() ?? throw new InvalidOperationException("PostgreSQL is not installed."), data);
        server.RunAsServer("initdb", ["-D", server._data, "-U", "summit", "--auth=trust", "--encoding=UTF8", "--locale=C", .. options]);
        for (var attempt = 1; ; attempt++)
        {
            server.Port = FreePort.Next();
            try
            {
                await server.StartAsync();
                return server;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
                // Another process can take a port between the choice and its use.
            }
        }
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(AsServer("postgres", "-D", _data, "-p", $"{Port}", "-h", "127.0.0.1", "-k", _data, "-c", "max_connections=300"))!;
        var said = "";
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += (_, line) => said = line.Data ?? said;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
                await connection.OpenAsync();
                break;
            }
            catch (NpgsqlException) when (DateTime.UtcNow < deadline && !_process.HasExited)
            {
                await Task.Delay(50);
            }
            catch (NpgsqlException) when (_process.HasExited)
            {
                break;
            }
        }

        // Whoever answers at the port may be another server.
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"PostgreSQL ended while it started: {said}");
        }
    }

    /// <summary>Stops the server at once, as a crash would; <see cref="StartAsync"/> recovers it.</summary>
    public async Task CrashAsync()
    {
        var processes = Processes();
        RunAsServer("pg_ctl", "-D", _data, "-m", "immediate", "stop");
        await EndAsync(processes);
    }

    /// <summary>Kills all its processes, as the loss of its machine does; <see cref="StartAsync"/> recovers it.</summary>
    public async Task KillAsync()
    {
        // When only the first process is killed, its children end by themselves, but once one took more than a minute.
        // The first process is paused so that it starts no others meanwhile.
        _process!.Pause();
        var processes = Processes();
        processes.ForEach(Signals.Kill);
        await EndAsync(processes);
    }

    // The wait also lasts until all children of the process have closed its output, and so have let go of its shared memory.
    private async Task EndAsync(List<int> processes)
    {
        try
        {
            await _process!.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"PostgreSQL did not end within {Patience.TotalSeconds} s; still there: {string.Join(", ", processes.Where(id => ParentOf(id) != 0))}.");
        }
    }

    /// <summary>Starts a standby that follows this server. From then on each commit waits until the standby has it, so a failover loses none.</summary>
    public async Task<PostgresServer> StartStandbyAsync(int port)
    {
        var standby = new PostgresServer(_bin) { Port = port };
        standby.RunAsServer("pg_basebackup", "-D", standby._data, "-d", $"host=127.0.0.1 port={Port} user=summit", "--write-recovery-conf", "--checkpoint=fast");
        await standby.StartAsync();
        await using var source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        foreach (var sql in new[] { "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()" })
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
        await using var waits = source.CreateCommand("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'");
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while ((long)(await waits.ExecuteScalarAsync())! == 0)
        {
            if (DateTime.UtcNow > deadline)
            {
                throw new TimeoutException("No standby was synchronous within 60 s.");
            }
            await Task.Delay(20);
        }
        return standby;
    }

    /// <summary>Makes a standby the primary; ends when it takes writes. It waits for no standby of its own.</summary>
    public void Promote() => RunAsServer("pg_ctl", "-D", _data, "promote");

    /// <summary>Whether it has ended, by itself too.</summary>
    public bool HasEnded => _process is not { HasExited: false };

    /// <summary>Its first process, then the children of that one.</summary>
    public List<int> Processes() =>
    [
        _process!.Id,
        .. Directory.GetDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0).Where(id => id > 0 && ParentOf(id) == _process.Id),
    ];

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await CrashAsync();
        }
        _process?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    // Parent of a running process; 0 when it has ended, also when nobody has taken note of its end yet.
    private static int ParentOf(int process)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
            return fields[0] == "Z" ? 0 : int.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static void Run(string program, params string[] arguments) => Finish(new ProcessStartInfo(program, arguments));

    private void RunAsServer(string program, params string[] arguments) => Finish(AsServer(program, arguments));

    private ProcessStartInfo AsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(_bin, program);
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.WorkingDirectory) = (true, true, _data);
        return start;
    }

    private static void Finish(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        if (!process.WaitForExit(2 * Patience))
        {
            process.Kill();
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end within {2 * Patience.TotalSeconds} s.");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: {error.GetAwaiter().GetResult()}");
        }
    }
}
