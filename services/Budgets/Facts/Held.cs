using Google.Protobuf;
using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Store;

namespace Summit.Budgets.Facts;

/// <summary>The stored data for one call, at one revision, limited to what the caller may see.</summary>
internal sealed class Held(Snapshot snapshot, Visibility visibility, CancellationToken cancellationToken)
{
    public static async Task<Held> OpenAsync(StoreReads reads, IMessage request, ServerCallContext context) =>
        new(await reads.OpenAsync(context, request), context.Caller().Visibility, context.CancellationToken);

    /// <summary>Cancelled when the caller disconnects or the deadline of the call ends.</summary>
    public CancellationToken Cancellation => cancellationToken;

    /// <summary>Returns the resource. Fails with NOT_FOUND when it does not exist for this caller.</summary>
    public async Task<T> GetAsync<T>(ResourceType<T> type, string name)
        where T : class, IMessage<T>, new() => await snapshot.GetAsync(type, name, visibility, cancellationToken);

    /// <summary>
    /// Returns all resources of a type. If the type has a parent, returns those below the parent (<c>nations/-</c> for all).
    /// </summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(ResourceType<T> type, string parent = "")
        where T : class, IMessage<T>, new() => await snapshot.ListAllAsync(type, parent, visibility, cancellationToken);
}
