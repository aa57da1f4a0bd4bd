using Google.Protobuf;

namespace Summit.Store;

/// <summary>A service's store: resources by name, and everything that ever happened to them.</summary>
public interface IResourceStore
{
    /// <summary>Epoch of the store: new when it is created or restored.</summary>
    /// <exception cref="StoreUnavailableException">The store has not been reached yet.</exception>
    string Epoch { get; }

    /// <summary>The types of resources this store was opened with.</summary>
    IReadOnlyCollection<ResourceType> Types { get; }

    /// <summary>Pins a revision to read at.</summary>
    /// <exception cref="PastOutOfRangeException">The store has no such revision or instant; it names what it has.</exception>
    /// <exception cref="WrongEpochException">The revision is of another epoch.</exception>
    ValueTask<Snapshot> ReadAsync(ReadPoint at, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a body on the current state and commits what it wrote, durably, under one revision; or does nothing when the
    /// body throws. Bodies run one at a time on the store's writer: they compute and never wait for anything.
    /// A body without side effects of its own is assumed: it may be run again before its outcome is decided.
    /// </summary>
    /// <param name="info">Who and for which request.</param>
    /// <param name="body">Reads and writes through the transaction and returns the answer.</param>
    /// <param name="cancellationToken">Gives up while the body has not begun; afterwards the outcome is awaited.</param>
    /// <exception cref="RequestIdReusedException">The request id was used with another request.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; repeat.</exception>
    Task<Committed<TResult>> CommitAsync<TResult>(CommitInfo info, Func<Transaction, TResult> body, CancellationToken cancellationToken)
        where TResult : class, IMessage<TResult>, new();
}
