using Grpc.AspNetCore.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Summit.Hosting.Lifecycle;

namespace Summit.Hosting.Health;

/// <summary>grpc.health.v1 for the host and for each of its services. It follows the drain, which the package does not know.</summary>
internal static class HealthChecks
{
    // A change of readiness is on the wire within this time; Kubernetes probes the management port and does not wait for it.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static void Add(IServiceCollection services)
    {
        services.AddGrpcHealthChecks().AddCheck<ReadyCheck>("ready");
        services.AddOptions<GrpcHealthChecksOptions>().Configure<MappedServices>((options, mapped) =>
        {
            foreach (var name in mapped.Names)
            {
                options.Services.Map(name, static _ => true);
            }
        });
        services.Configure<HealthCheckPublisherOptions>(o => (o.Delay, o.Period) = (TimeSpan.Zero, Period));
    }

    private sealed class ReadyCheck(HostHealth health) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(health.Ready ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The host is starting or shutting down."));
    }
}
