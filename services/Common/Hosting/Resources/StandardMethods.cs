using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Errors;
using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>
/// The standard methods of a plain resource over the store. Requests are read by the names that the contracts agree on:
/// <c>name</c>, <c>parent</c>, <c>{resource}_id</c>, <c>{resource}</c>, <c>names</c>, <c>page_size</c>, <c>page_token</c>,
/// <c>filter</c>, <c>order_by</c>, <c>as_of</c>, <c>read_at</c>, <c>read_mask</c>, <c>update_mask</c>, <c>etag</c>,
/// <c>request_id</c>, <c>validate_only</c>. What a request does not have takes its default.
/// </summary>
/// <typeparam name="T">The resource.</typeparam>
public sealed class StandardMethods<T>(ResourceType<T> type, StoreReads reads, StoreWrites writes, IEnumerable<ResourceRules<T>> rules)
    where T : class, IMessage<T>, IDeepCloneable<T>, new()
{
    private readonly StandardReads<T> _reads = new(reads, type);
    private readonly StandardWrites<T> _writes = new(writes, type, [.. rules]);

    /// <summary>Returns one resource.</summary>
    public Task<T> GetAsync(IMessage request, ServerCallContext context) => _reads.GetAsync(request, context);

    /// <summary>Returns several resources by <c>names</c>, in their order; NOT_FOUND when one of them is not there.</summary>
    /// <typeparam name="TResponse">The response, with one repeated field of the resource.</typeparam>
    public Task<TResponse> BatchGetAsync<TResponse>(IMessage request, ServerCallContext context)
        where TResponse : IMessage, new() => _reads.BatchGetAsync<TResponse>(request, context);

    /// <summary>Returns a page of a collection.</summary>
    /// <typeparam name="TResponse">The response, with one repeated field of the resource, <c>next_page_token</c> and <c>revision</c>.</typeparam>
    public Task<TResponse> ListAsync<TResponse>(IMessage request, ServerCallContext context)
        where TResponse : IMessage, new() => _reads.ListAsync<TResponse>(request, context);

    /// <summary>Creates a resource; the domain's rules run inside the transaction.</summary>
    /// <exception cref="InvalidFieldsException">The id makes no valid name.</exception>
    public Task<T> CreateAsync(IMessage request, ServerCallContext context) => CreateAsync(request, context, static _ => { });

    /// <inheritdoc cref="CreateAsync(IMessage, ServerCallContext)"/>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    /// <param name="fill">Sets fields that only the service sets.</param>
    public Task<T> CreateAsync(IMessage request, ServerCallContext context, Action<T> fill) => _writes.CreateAsync(request, context, fill);

    /// <summary>Changes a resource: the fields of <c>update_mask</c>, or all that are set without one.</summary>
    /// <exception cref="InvalidFieldsException">The mask names unknown fields, or an immutable field changes.</exception>
    public Task<T> UpdateAsync(IMessage request, ServerCallContext context) => _writes.UpdateAsync(request, context);

    /// <summary>Deletes a resource.</summary>
    public Task<Empty> DeleteAsync(IMessage request, ServerCallContext context) => _writes.DeleteAsync(request, context);
}
