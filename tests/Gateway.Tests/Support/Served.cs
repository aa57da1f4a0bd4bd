using Grpc.Core;
using Summit.Client;

namespace Summit.Gateway.Tests.Support;

/// <summary>An answer or an error with the metadata that say how it was served.</summary>
public sealed class Served<T>
{
    private Served(T? value, RpcException? error, Metadata headers)
    {
        Value = value;
        Error = error is null ? null : SummitRpcException.From(error);
        Headers = headers;
    }

    public T? Value { get; }

    public SummitRpcException? Error { get; }

    public Metadata Headers { get; }

    public string? Cache => Headers.GetValue(SummitMetadata.Cache);

    public string Vector => Headers.GetValue(SummitMetadata.Revision) ?? "";

    public string Revision => RevisionVector.Parse(Vector)[Cluster.Package] ?? "";

    public long Number => RevisionVector.TrySplit(Revision, out var number, out _) ? number : -1;

    public string? Stale => Headers.GetValue(SummitMetadata.Stale);

    public static async Task<Served<T>> OfAsync(AsyncUnaryCall<T> call)
    {
        try
        {
            var value = await call.ResponseAsync;
            return new(value, null, await call.ResponseHeadersAsync);
        }
        catch (RpcException e)
        {
            // A trailers-only answer: the one block of headers is what clients see as trailers.
            return new(default, e, e.Trailers);
        }
    }
}
