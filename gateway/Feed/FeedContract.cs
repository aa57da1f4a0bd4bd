using Google.Protobuf;
using Grpc.Core;
using Summit.Changes.V1;
using Summit.Policy;

namespace Summit.Gateway.Feed;

/// <summary>The methods by which the change feed of a package is read, found by their messages.</summary>
internal sealed class FeedContract
{
    private FeedContract(RpcMethod watch, RpcMethod probe)
    {
        Watch = Method<WatchChangesRequest, WatchChangesResponse>(watch);
        Probe = Method<ProbeRevisionRequest, ProbeRevisionResponse>(probe);
    }

    /// <summary>Sends changes as they happen.</summary>
    public Method<WatchChangesRequest, WatchChangesResponse> Watch { get; }

    /// <summary>Returns the newest revision, read from the store for the call.</summary>
    public Method<ProbeRevisionRequest, ProbeRevisionResponse> Probe { get; }

    /// <summary>The feed of a package; null when its contracts have none.</summary>
    public static FeedContract? Of(string package)
    {
        var methods = MethodCatalog.All.Where(m => m.Package == package).ToList();
        var watch = methods.Find(m => m.Descriptor.InputType == WatchChangesRequest.Descriptor);
        var probe = methods.Find(m => m.Descriptor.InputType == ProbeRevisionRequest.Descriptor);
        return watch is null || probe is null ? null : new(watch, probe);
    }

    private static Method<TRequest, TResponse> Method<TRequest, TResponse>(RpcMethod method)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        new(method.Type, method.Service, method.Descriptor.Name, MarshallerOf<TRequest>(), MarshallerOf<TResponse>());

    private static Marshaller<T> MarshallerOf<T>()
        where T : class, IMessage<T>, new() => Marshallers.Create(message => message.ToByteArray(), new MessageParser<T>(() => new T()).ParseFrom);
}
