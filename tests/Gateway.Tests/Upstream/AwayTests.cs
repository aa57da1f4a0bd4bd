using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Upstream;

public sealed class AwayTests
{
    private const int SynSent = 2;

    [Fact]
    public async Task Call_ServiceTakesNoConnection_UnavailableByTheConnectTimeout()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var end = (IPEndPoint)listener.LocalEndPoint!;
        using var full = await FillAsync(end);
        await using var gateway = await RunningGateway.StartAsync($"http://{end}", null, "--Gateway:Forwarding:ConnectTimeout=00:00:00.2");

        gateway.Deadline = TimeSpan.FromSeconds(30);

        var served = await gateway.GetAsync(Samples.Seeded, default(CallOptions));

        Assert.Equal((StatusCode.Unavailable, "SERVICE_UNAVAILABLE"), (served.Error!.StatusCode, served.Error.Reason));
        Assert.Contains($"{Cluster.Package} took no connection within the connect timeout", served.Error.Status.Detail);
        Assert.NotNull(served.Error.RetryDelay);
    }

    [Fact]
    public async Task Call_ServiceNeverSpeaks_EndsWithTheDeadline()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var gateway = await RunningGateway.StartAsync($"http://{listener.LocalEndpoint}");

        gateway.Deadline = TimeSpan.FromMilliseconds(300);

        var served = await gateway.GetAsync(Samples.Seeded, default(CallOptions));

        Assert.Equal((StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED"), (served.Error!.StatusCode, served.Error.Reason));
    }

    [Fact]
    public async Task Call_ServiceFallsSilent_UnavailableByTheKeepAlive()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var gateway = await RunningGateway.StartAsync(
            $"http://{listener.LocalEndpoint}", null, "--Gateway:Forwarding:KeepAliveDelay=00:00:01", "--Gateway:Forwarding:KeepAliveTimeout=00:00:01");

        // Without a deadline of its own the call has the contract's, and this ends long before that.
        var served = await gateway.GetAsync(Samples.Seeded, default(CallOptions));

        Assert.Equal((StatusCode.Unavailable, "SERVICE_UNAVAILABLE"), (served.Error!.StatusCode, served.Error.Reason));
        Assert.Contains("ended the connection", served.Error.Status.Detail);
    }

    /// <summary>Connects to a listener that accepts nothing until the kernel lets further attempts wait.</summary>
    private static async Task<Waiting> FillAsync(IPEndPoint end)
    {
        var waiting = new Waiting();
        await Eventually.HoldsAsync("the listener's queue is full", () =>
        {
            waiting.Add(end);
            return Waiting.IsFull(end.Port);
        });
        return waiting;
    }

    private sealed class Waiting : IDisposable
    {
        private readonly List<Socket> _sockets = [];

        public void Add(IPEndPoint end)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _sockets.Add(socket);
            _ = socket.ConnectAsync(end).ContinueWith(t => _ = t.Exception, TaskScheduler.Default);
        }

        public static bool IsFull(int port) => File.ReadLines("/proc/net/tcp").Skip(1).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(f => f[2].EndsWith(port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal) && int.Parse(f[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture) == SynSent);

        public void Dispose() => _sockets.ForEach(s => s.Dispose());
    }
}
