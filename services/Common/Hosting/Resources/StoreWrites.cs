using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Summit.Client;
using Summit.Hosting.Calls;
using Summit.Hosting.Management;
using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>Writes on behalf of a call: who, under which trace, once per <c>request_id</c>, not at all with <c>validate_only</c>.</summary>
public sealed class StoreWrites(IResourceStore store, HostName host)
{
    /// <summary>
    /// Runs <paramref name="body"/> in one transaction. Its answer is recorded for the request's <c>request_id</c> and
    /// returned again to a repeated call; with <c>validate_only</c> everything runs and nothing is kept.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    /// <param name="body">Synchronous; refuses by throwing.</param>
    public async Task<TResult> CommitAsync<TResult>(IMessage request, ServerCallContext context, Func<WriteContext, TResult> body)
        where TResult : class, IMessage<TResult>, new()
    {
        var scope = context.Scope();
        var shape = RequestShape.Of(request);
        var id = shape.Text(request, "request_id");
        var caller = scope.Caller;
        var info = new CommitInfo
        {
            Actor = caller.Actor,
            Method = scope.Method.FullName,
            TraceId = scope.TraceId,
            Caller = $"{caller.Actor}/{caller.Subject}",
            RequestId = id,
            RequestHash = id.Length == 0 ? default : HashWithoutId(request, shape),
            ValidateOnly = shape.Flag(request, "validate_only"),
        };
        await LeastRevision.RequireAsync(store, scope, host.Package);
        var committed = await store.CommitAsync(info, transaction => body(new WriteContext(transaction, caller)), context.CancellationToken);
        scope.NoteRead(host.Package, committed.Revision.ToString());
        if (committed.Replayed)
        {
            context.GetHttpContext().Response.Headers[SummitMetadata.Replayed] = "true";
        }

        return committed.Result;
    }

    private static ReadOnlyMemory<byte> HashWithoutId(IMessage request, RequestShape shape)
    {
        var copy = request.Descriptor.Parser.ParseFrom(request.ToByteString());
        shape.Set(copy, "request_id", "");
        return SHA256.HashData(copy.ToByteArray());
    }
}
