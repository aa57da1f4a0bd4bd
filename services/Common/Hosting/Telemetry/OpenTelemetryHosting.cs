using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Summit.Hosting.Telemetry;

/// <summary>
/// What the package OpenTelemetry.Extensions.Hosting does, under its method names, so that the package can replace it:
/// the providers live in the container, start with the host and are flushed when the container goes.
/// </summary>
public static class OpenTelemetryHosting
{
    /// <summary>Adds OpenTelemetry; go on with ConfigureResource, WithTracing, WithMetrics and WithLogging of the SDK.</summary>
    public static IOpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        if (services.All(s => s.ImplementationType != typeof(TelemetryStart)))
        {
            // First of the hosted services: what starts after it is already seen.
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryStart>());
        }

        return new Builder(services);
    }

    private sealed record Builder(IServiceCollection Services) : IOpenTelemetryBuilder;

    /// <summary>Creating a provider starts it; nothing else in a host asks for one.</summary>
    private sealed class TelemetryStart(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetService<MeterProvider>();
            services.GetService<TracerProvider>();
            services.GetService<LoggerProvider>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
