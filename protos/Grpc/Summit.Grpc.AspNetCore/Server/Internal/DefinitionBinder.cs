using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Binds the methods of a definition, which brings its own handlers; no service instance is involved.</summary>
internal sealed class DefinitionBinder(ServiceMethodProviderContext<ServerServiceDefinition> context) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, Core.UnaryServerMethod<TRequest, TResponse>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        context.AddUnaryMethod(method, [], (_, request, call) => handler(request, call));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, Core.ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        context.AddClientStreamingMethod(method, [], (_, stream, call) => handler(stream, call));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, Core.ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        context.AddServerStreamingMethod(method, [], (_, request, output, call) => handler(request, output, call));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, Core.DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        context.AddDuplexStreamingMethod(method, [], (_, input, output, call) => handler(input, output, call));
    }
}
