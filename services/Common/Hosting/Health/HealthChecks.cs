using System.Reflection;
using Grpc.AspNetCore.HealthChecks;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Summit.Hosting.Lifecycle;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Summit.Hosting.Health;

/// <summary>grpc.health.v1 for the host and for each of its services. It follows the drain, which the package does not know.</summary>
internal static class HealthChecks
{
    // A change of readiness is on the wire within this time; Kubernetes probes the management port and does not wait for it.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static void Add(IServiceCollection services)
    {
        services.AddGrpcHealthChecks().AddCheck<ReadyCheck>("ready");
        services.Configure<HealthCheckPublisherOptions>(o => (o.Delay, o.Period) = (TimeSpan.Zero, Period));
    }

    /// <summary>Reports a service under its own name; it is as well as the host.</summary>
    public static void AddService(IServiceCollection services, string name) =>
        services.Configure<GrpcHealthChecksOptions>(options => options.Services.Map(name, static _ => true));

    /// <summary>Full name of the gRPC service that a class answers, read off the generated base class.</summary>
    public static string NameOf(Type service)
    {
        for (var type = service; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } bind)
            {
                return ((ServiceDescriptor)bind.BindType.GetProperty("Descriptor")!.GetValue(null)!).FullName;
            }
        }

        throw new ArgumentException($"{service} does not derive from a generated service base", nameof(service));
    }

    private sealed class ReadyCheck(HostHealth health) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(health.Ready ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The host is starting or shutting down."));
    }
}
