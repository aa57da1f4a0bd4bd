using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Summit.Store.Tests;

/// <summary>Stands between a store and PostgreSQL and cuts the connection at a commit, before it or before its acknowledgement.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    // The name of the method stands in the batch that commits, and nowhere else.
    private static readonly byte[] Commit = Encoding.ASCII.GetBytes("/test/Write");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly Task _accepting;
    private TaskCompletionSource? _armed;
    private bool _forward;

    public CuttingProxy(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts at the next commit.</summary>
    /// <param name="forward">Whether the server gets to see the commit; its answer is lost in either case.</param>
    /// <returns>Ends when a commit was seen; the connection hangs until its other end goes away.</returns>
    public Task CutAtNextCommit(bool forward)
    {
        _forward = forward;
        return (_armed = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
            var cut = new CancellationTokenSource();
            await Task.WhenAny(
                PumpAsync(near.GetStream(), far.GetStream(), cut, watch: true), PumpAsync(far.GetStream(), near.GetStream(), cut, watch: false));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The server is away: the client sees its connection close.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationTokenSource cut, bool watch)
    {
        var buffer = new byte[65536];
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, _stop.Token)) > 0)
            {
                if (watch && _armed is { } armed && buffer.AsSpan(0, count).IndexOf(Commit) >= 0)
                {
                    _armed = null;
                    await cut.CancelAsync();
                    armed.SetResult();
                }
                if (!cut.IsCancellationRequested || (watch && _forward))
                {
                    await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // One side is gone; the caller closes the other.
        }
    }
}
