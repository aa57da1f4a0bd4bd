using Microsoft.AspNetCore.Http;
using Summit.Hosting.Errors;
using Summit.Store;

namespace Summit.Hosting.Lifecycle;

/// <summary>Tells the open-ended calls of a connection that they must end, and why. A feature of every connection of callers.</summary>
public sealed class ConnectionEnd : IDisposable
{
    private readonly CancellationToken _drain;
    private readonly CancellationTokenSource _source;

    internal ConnectionEnd(DrainSignal drain)
    {
        _drain = drain.Token;
        _source = CancellationTokenSource.CreateLinkedTokenSource(_drain);
        Token = _source.Token;
    }

    /// <summary>Cancelled when the host shuts down or the connection is too old. Calls with a deadline may go on.</summary>
    public CancellationToken Token { get; }

    /// <summary>That of a call's connection; null on a server that is not a Summit host.</summary>
    public static ConnectionEnd? Of(HttpContext http) => http.Features.Get<ConnectionEnd>();

    /// <summary>The error with which an open-ended call ends.</summary>
    /// <param name="resumeFrom">The last revision that a watch has delivered; null when there is none.</param>
    public ShuttingDownException ToException(Revision? resumeFrom = null)
    {
        var what = _drain.IsCancellationRequested ? "The host is shutting down; another replica answers." : "The connection has reached its greatest age; a new one answers.";
        return resumeFrom is { } from
            ? new ShuttingDownException($"{what} Watch again from revision {from}.", new Dictionary<string, string> { ["revision"] = from.ToString() })
            : new ShuttingDownException($"{what} Call again.");
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    internal void Raise() => _ = _source.CancelAsync();
}
