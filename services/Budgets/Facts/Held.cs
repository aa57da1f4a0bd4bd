using Google.Protobuf;
using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Store;

namespace Summit.Budgets.Facts;

/// <summary>What the store holds for one call: one revision, as far as this caller may see.</summary>
internal sealed class Held(Snapshot snapshot, Visibility visibility, CancellationToken cancellationToken)
{
    public static async Task<Held> OpenAsync(StoreReads reads, IMessage request, ServerCallContext context) =>
        new(await reads.OpenAsync(context, request), context.Caller().Visibility, context.CancellationToken);

    /// <summary>Cancelled when the caller goes away or its deadline ends.</summary>
    public CancellationToken Cancellation => cancellationToken;

    /// <summary>The resource; NOT_FOUND when it is not there for this caller.</summary>
    public async Task<T> GetAsync<T>(ResourceType<T> type, string name)
        where T : class, IMessage<T>, new() => await snapshot.GetAsync(type, name, visibility, cancellationToken);

    /// <summary>All resources of a type, below a parent where the type has one (<c>nations/-</c> for all).</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(ResourceType<T> type, string parent = "")
        where T : class, IMessage<T>, new() => await snapshot.ListAllAsync(type, parent, visibility, cancellationToken);
}
