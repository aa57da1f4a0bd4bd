namespace Grpc.Core;

/// <summary>Options of one call.</summary>
#pragma warning disable CA1815 // compared by nobody; the standard API defines no equality
public struct CallOptions
#pragma warning restore CA1815
{
#pragma warning disable CA1068 // the order is the standard API's
    /// <summary>Creates options.</summary>
    /// <param name="headers">Request headers; null for none.</param>
    /// <param name="deadline">When the call ends at the latest (UTC); null for never.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="writeOptions">Default for the writes of this call.</param>
    /// <param name="propagationToken">From a surrounding server call.</param>
    /// <param name="credentials">Adds headers for this call.</param>
    public CallOptions(
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default,
        WriteOptions? writeOptions = null,
        ContextPropagationToken? propagationToken = null,
        CallCredentials? credentials = null)
    {
        Headers = headers;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        WriteOptions = writeOptions;
        PropagationToken = propagationToken;
        Credentials = credentials;
    }
#pragma warning restore CA1068

    /// <summary>Request headers; null for none.</summary>
    public Metadata? Headers { get; private set; }

    /// <summary>When the call ends at the latest (UTC); null for never.</summary>
    public DateTime? Deadline { get; private set; }

    /// <summary>Cancels the call.</summary>
    public CancellationToken CancellationToken { get; private set; }

    /// <summary>Default for the writes of this call.</summary>
    public WriteOptions? WriteOptions { get; private set; }

    /// <summary>From a surrounding server call.</summary>
    public ContextPropagationToken? PropagationToken { get; private set; }

    /// <summary>Adds headers for this call.</summary>
    public CallCredentials? Credentials { get; private set; }

    /// <summary>Whether the call waits for a connection instead of failing while there is none. Default false.</summary>
    public bool IsWaitForReady { get; private set; }

    /// <summary>A copy with these headers.</summary>
    public readonly CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>A copy with this deadline.</summary>
    public readonly CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>A copy with this token.</summary>
    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    /// <summary>A copy with these write options.</summary>
    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    /// <summary>A copy with this propagation token.</summary>
    public readonly CallOptions WithPropagationToken(ContextPropagationToken propagationToken) => this with { PropagationToken = propagationToken };

    /// <summary>A copy with these credentials.</summary>
    public readonly CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    /// <summary>A copy that waits for a connection, or not.</summary>
    public readonly CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
