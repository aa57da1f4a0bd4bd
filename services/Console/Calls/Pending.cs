using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Summit.WebConsole.Calls;

/// <summary>
/// Calls that take longer than a page waits. The page is sent without the answer and asks again; it then finds the same call, not
/// a second one. A call that no page asks for any more is ended.
/// </summary>
internal sealed class Pending(TimeProvider? clock = null) : IDisposable
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(20);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);

    /// <summary>Names a call by caller, method and request. Nobody can guess the name without the caller's token.</summary>
    public static string KeyOf(string? token, string method, IMessage request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{token}\n{method}\n"));
        hash.AppendData(request.ToByteArray());
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Waits for a call for a while, and starts it when it does not run yet.</summary>
    /// <param name="key">Name of the call.</param>
    /// <param name="start">Starts the call.</param>
    /// <param name="patience">How long to wait.</param>
    /// <returns>The result, or null when it is not there yet.</returns>
    public async Task<T?> WaitAsync<T>(string key, Func<CancellationToken, Task<T>> start, TimeSpan patience)
        where T : class
    {
        EndForgotten();
        var running = _running.GetOrAdd(key, _ => new Running());
        running.LastAsked = _clock.GetUtcNow();
        var call = (Task<T>)running.Start(stop => start(stop));
        try
        {
            var result = await call.WaitAsync(patience, _clock);
            Forget(key, running);
            return result;
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            return null;
        }
        catch
        {
            Forget(key, running);
            throw;
        }
    }

    /// <summary>Ends a call. Nothing happens when there is none of that name.</summary>
    public void Cancel(string key)
    {
        if (_running.TryGetValue(key, out var running))
        {
            Forget(key, running);
        }
    }

    public void Dispose()
    {
        foreach (var (key, running) in _running)
        {
            Forget(key, running);
        }
    }

    private void EndForgotten()
    {
        var now = _clock.GetUtcNow();
        foreach (var (key, running) in _running)
        {
            if (now - running.LastAsked > Forgotten)
            {
                Forget(key, running);
            }
        }
    }

    private void Forget(string key, Running running)
    {
        if (_running.TryRemove(new(key, running)))
        {
            running.Dispose();
        }
    }

    private sealed class Running : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Lock _lock = new();
        private Task? _call;

        public DateTimeOffset LastAsked { get; set; }

        public Task Start<T>(Func<CancellationToken, Task<T>> start)
        {
            lock (_lock)
            {
                return _call ??= start(_stop.Token);
            }
        }

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
            // Its failure after the end is of interest to nobody, but must count as seen.
            _ = _call?.ContinueWith(static call => _ = call.Exception, TaskScheduler.Default);
        }
    }
}
