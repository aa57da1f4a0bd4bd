using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>How long the container keeps things, which it does not tell by itself. Also the sign that AddGrpc was called.</summary>
internal sealed class ServiceLifetimes(IServiceCollection services)
{
    public bool IsSingleton(Type type) => Find(type)?.Lifetime == ServiceLifetime.Singleton;

    public bool Knows(Type type) => Find(type) is not null;

    private ServiceDescriptor? Find(Type type) => services.LastOrDefault(descriptor => !descriptor.IsKeyedService && descriptor.ServiceType == type);
}
