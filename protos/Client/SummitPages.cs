using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Summit.Client;

/// <summary>Reads a list page by page.</summary>
public static class SummitPages
{
    /// <summary>
    /// Returns every element of a list, asking for the next page when it is needed. All pages show the same revision.
    /// <code>await foreach (var position in SummitPages.ReadAllAsync(request, client.ListPositionsAsync, page => page.Positions))</code>
    /// </summary>
    /// <param name="request">The first request; it is not changed.</param>
    /// <param name="call">The list method of the client.</param>
    /// <param name="items">The elements of a page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SummitRpcException">A page could not be read; <c>POSITION_LOST</c> means: start again.</exception>
    public static async IAsyncEnumerable<TItem> ReadAllAsync<TRequest, TResponse, TItem>(
        TRequest request,
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> call,
        Func<TResponse, IEnumerable<TItem>> items,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>, IDeepCloneable<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var next = request.Clone();
        var token = Field(next.Descriptor, "page_token");
        while (true)
        {
            var page = await call(next, new CallOptions(cancellationToken: cancellationToken));
            foreach (var item in items(page))
            {
                yield return item;
            }

            var following = (string)Field(page.Descriptor, "next_page_token").Accessor.GetValue(page);
            if (following.Length == 0)
            {
                yield break;
            }

            token.Accessor.SetValue(next, following);
        }
    }

    private static FieldDescriptor Field(MessageDescriptor type, string name) =>
        type.FindFieldByName(name) ?? throw new ArgumentException($"{type.FullName} has no field {name}, so it is not part of a list");
}
