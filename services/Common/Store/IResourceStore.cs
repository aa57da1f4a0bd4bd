using Google.Protobuf;

namespace Summit.Store;

/// <summary>The store of a service: resources by name, and their complete history.</summary>
public interface IResourceStore
{
    /// <summary>Epoch of the store. A new one is assigned when the store is created or restored.</summary>
    /// <exception cref="StoreUnavailableException">The store has not been reached yet.</exception>
    string Epoch { get; }

    /// <summary>The resource types with which this store was opened.</summary>
    IReadOnlyCollection<ResourceType> Types { get; }

    /// <summary>Gets a snapshot at a fixed revision.</summary>
    /// <exception cref="PastOutOfRangeException">The store does not have this revision or instant; the error names the available range.</exception>
    /// <exception cref="WrongEpochException">The revision belongs to another epoch.</exception>
    ValueTask<Snapshot> ReadAsync(ReadPoint at, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a body on the current state and durably commits its writes under one revision. Nothing is committed when the body
    /// throws. Bodies run one at a time on the store's writer: they compute and must never wait. A body must have no side effects
    /// of its own, because it may run again before its outcome is decided.
    /// </summary>
    /// <param name="info">The actor and the request.</param>
    /// <param name="body">Reads and writes through the transaction, and returns the answer.</param>
    /// <param name="cancellationToken">Cancels the call while the body has not begun. After that, the outcome is awaited.</param>
    /// <exception cref="RequestIdReusedException">The request id was already used with a different request.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; retry.</exception>
    Task<Committed<TResult>> CommitAsync<TResult>(CommitInfo info, Func<Transaction, TResult> body, CancellationToken cancellationToken)
        where TResult : class, IMessage<TResult>, new();
}
