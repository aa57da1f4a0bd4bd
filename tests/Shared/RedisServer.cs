using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Summit;

/// <summary>A real redis-server of the test's own, on a free port, without persistence.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";
    private readonly string[] _settings;

    // A replica keeps what it was sent in a file there, and whichever server starts there later reads it.
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-redis-").FullName;
    private Process? _process;

    private RedisServer(int port, string[] settings)
    {
        Port = port;
        _settings = settings;
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port},connectTimeout=2000";

    /// <summary>Where it speaks TLS, when it was started so.</summary>
    public int TlsPort { get; private init; }

    public string TlsAddress => $"127.0.0.1:{TlsPort},ssl=true,connectTimeout=2000";

    /// <summary>Starts a server that also speaks TLS, with a certificate of its own and none of its clients'.</summary>
    public static async Task<RedisServer> StartTlsAsync((string File, string Key) certificate, string authority, params string[] settings)
    {
        Requires.OrSkip(File.Exists(Program), "redis-server");
        var tls = FreePort.Next();
        var server = new RedisServer(
            FreePort.Next(),
            [
                "--tls-port", $"{tls}", "--tls-cert-file", certificate.File, "--tls-key-file", certificate.Key, "--tls-ca-cert-file", authority,
                "--tls-auth-clients", "no", .. settings,
            ])
        {
            TlsPort = tls,
        };
        await server.StartProcessAsync();
        return server;
    }

    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        Requires.OrSkip(File.Exists(Program), "redis-server");
        var server = new RedisServer(FreePort.Next(), settings);
        await server.StartProcessAsync();
        return server;
    }

    /// <summary>Starts a server that follows this one, at a port that was named before; it has all entries then.</summary>
    public async Task<RedisServer> StartReplicaAsync(int port)
    {
        var replica = new RedisServer(port, ["--replicaof", "127.0.0.1", $"{Port}"]);
        await replica.StartProcessAsync();
        await Eventually.HoldsAsync("the replica follows", async () => await CommandAsync("WAIT 1 1000") == ":1");
        return replica;
    }

    /// <summary>Makes a replica the primary.</summary>
    public Task PromoteAsync() => CommandAsync("REPLICAOF NO ONE");

    public async Task StartProcessAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program,
            ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder, "--loglevel", "warning", .. _settings])
        {
            RedirectStandardOutput = true,
        })!;
        await Eventually.HoldsAsync("redis-server answers", async () => await CommandAsync("PING") is "+PONG" or "-NOAUTH Authentication required.");
    }

    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public void Pause() => _process!.Pause();

    public void Resume() => _process!.Resume();

    /// <summary>Sends one inline command and returns the first line of the answer.</summary>
    public async Task<string> CommandAsync(string command)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await using var stream = client.GetStream();
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(command + "\r\n"));
            using var reader = new StreamReader(stream);
            return await reader.ReadLineAsync() ?? "";
        }
        catch (SocketException)
        {
            return "";
        }
    }

    /// <summary>Runs redis-cli's kind of list: every key there is.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("KEYS *\r\n"u8.ToArray());
        using var reader = new StreamReader(stream);
        var count = int.Parse((await reader.ReadLineAsync())![1..]);
        var keys = new List<string>();
        for (var i = 0; i < count; i++)
        {
            await reader.ReadLineAsync();
            keys.Add((await reader.ReadLineAsync())!);
        }

        return keys;
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            Resume();
            Kill();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
