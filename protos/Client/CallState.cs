using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Summit.Policy;

namespace Summit.Client;

/// <summary>One call on its way: what the contract says about it, what is sent, and how it ended.</summary>
internal sealed class CallState(string path, RpcMethod? method, CallOptions options)
{
    private int _ended;

    public string Path { get; } = path;

    public RpcMethod? Method { get; } = method;

    public CallOptions Options { get; set; } = options;

    public long Started { get; } = Stopwatch.GetTimestamp();

    /// <summary>True for the first caller: a stream may end by its last message, by an error and by disposal.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;

    /// <summary>Adds a header, without touching the caller's own metadata.</summary>
    public void AddHeader(string key, string value)
    {
        var headers = new Metadata();
        foreach (var entry in Options.Headers ?? [])
        {
            headers.Add(entry);
        }

        headers.Add(key, value);
        Options = Options.WithHeaders(headers);
    }

    /// <summary>Whether the caller set this header.</summary>
    public bool HasHeader(string key) => Options.Headers?.Get(key) is not null;

    /// <summary>
    /// The request with a <c>request_id</c>, when its method has one and the caller set none. It must stand before the first
    /// attempt: only then is the second one the same request.
    /// </summary>
    public TRequest WithRequestId<TRequest>(TRequest request)
    {
        if (Method?.RequestId is not { } field || request is not IMessage message || field.Accessor.GetValue(message) is not "")
        {
            return request;
        }

        var copy = field.ContainingType.Parser.ParseFrom(message.ToByteString());
        field.Accessor.SetValue(copy, Guid.NewGuid().ToString());
        return (TRequest)copy;
    }
}
