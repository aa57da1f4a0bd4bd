using System.Reflection;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Binds each method of a service to the override in the service class, to be called on an instance per call.</summary>
internal sealed class ServiceTypeBinder<TService>(ServiceMethodProviderContext<TService> context, Type baseType) : ServiceBinderBase
    where TService : class
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, Core.UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (implementation, metadata) = Find(method, [typeof(TRequest), typeof(ServerCallContext)]);
        context.AddUnaryMethod(method, metadata, implementation.CreateDelegate<Model.UnaryServerMethod<TService, TRequest, TResponse>>());
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, Core.ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (implementation, metadata) = Find(method, [typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext)]);
        context.AddClientStreamingMethod(method, metadata, implementation.CreateDelegate<Model.ClientStreamingServerMethod<TService, TRequest, TResponse>>());
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, Core.ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (implementation, metadata) = Find(method, [typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext)]);
        context.AddServerStreamingMethod(method, metadata, implementation.CreateDelegate<Model.ServerStreamingServerMethod<TService, TRequest, TResponse>>());
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, Core.DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (implementation, metadata) = Find(method, [typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext)]);
        context.AddDuplexStreamingMethod(method, metadata, implementation.CreateDelegate<Model.DuplexStreamingServerMethod<TService, TRequest, TResponse>>());
    }

    private (MethodInfo Implementation, List<object> Metadata) Find(IMethod method, Type[] parameters)
    {
        // The most derived override, so that attributes on it count and the delegate needs no virtual dispatch to find it.
        for (var type = typeof(TService); type is not null && type != baseType.BaseType; type = type.BaseType)
        {
            var found = type.GetMethod(
                method.Name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly, binder: null, parameters, modifiers: null);
            if (found is not null)
            {
                // Attributes of the class first: those of the method may override them.
                return (found, [.. typeof(TService).GetCustomAttributes(inherit: true), .. found.GetCustomAttributes(inherit: true)]);
            }
        }

        throw new InvalidOperationException($"{typeof(TService)} has no method {method.Name} for {method.FullName}.");
    }
}
