using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Summit.Changes.V1;

namespace Summit.Hosting.Changes;

/// <summary>The area's own change service, for example that of <c>summit.nations.v1</c>.</summary>
internal sealed record ChangeServiceContract(ServiceDescriptor Service);

/// <summary>
/// Every area has its own change service with the same three methods, so one class answers them all: the methods are
/// bound to the area's contract by name.
/// </summary>
internal sealed class ChangeFeedMethods(ChangeServiceContract contract) : IServiceMethodProvider<ChangeFeedService>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ChangeFeedService> context)
    {
        context.AddUnaryMethod(
            Method<ListChangesRequest, ListChangesResponse>(MethodType.Unary, "ListChanges"), [], static (service, request, call) => service.ListChanges(request, call));
        context.AddServerStreamingMethod(
            Method<WatchChangesRequest, WatchChangesResponse>(MethodType.ServerStreaming, "WatchChanges"), [],
            static (service, request, responses, call) => service.WatchChanges(request, responses, call));
        context.AddUnaryMethod(
            Method<ProbeRevisionRequest, ProbeRevisionResponse>(MethodType.Unary, "ProbeRevision"), [], static (service, request, call) => service.ProbeRevision(request, call));
    }

    private Method<TRequest, TResponse> Method<TRequest, TResponse>(MethodType type, string name)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
    {
        var found = contract.Service.FindMethodByName(name)
            ?? throw new InvalidOperationException($"{contract.Service.FullName} has no method {name}, so it is no change service");
        return new(type, contract.Service.FullName, found.Name, Marshaller<TRequest>(), Marshaller<TResponse>());
    }

    private static Marshaller<T> Marshaller<T>()
        where T : class, IMessage<T>, new()
    {
        var parser = new MessageParser<T>(() => new T());
        return Marshallers.Create(
            (message, context) =>
            {
                context.SetPayloadLength(message.CalculateSize());
                message.WriteTo(context.GetBufferWriter());
                context.Complete();
            },
            context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));
    }
}
