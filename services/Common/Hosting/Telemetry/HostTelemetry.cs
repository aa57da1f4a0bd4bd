using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Summit.Hosting.Lifecycle;

namespace Summit.Hosting.Telemetry;

/// <summary>What a host observes, and where it sends it.</summary>
internal static class HostTelemetry
{
    public static void Add(IServiceCollection services, string name, Action<TracerProviderBuilder>? tracing)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService($"summit-{name}", serviceNamespace: "summit", serviceVersion: BuildInfo.Version));
        // Without an address nothing is collected, so that it costs nothing.
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            return;
        }

        telemetry
            .WithTracing(t =>
            {
                t.AddAspNetCoreInstrumentation(http =>
                    {
                        http.Filter = request => !IsProbe(request.Request.Path);
                        http.EnrichWithHttpResponse = (span, _) => NameByMethod(span);
                    })
                    .AddGrpcClientInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddNpgsql()
                    .AddSource("Summit.*")
                    .AddOtlpExporter();
                tracing?.Invoke(t);
            })
            .WithMetrics(m => m
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddMeter("Summit.*")
                .AddOtlpExporter())
            .WithLogging(l => l.AddOtlpExporter());
    }

    // Probes come every second or two from each gateway and platform; their traces would outnumber those of calls.
    private static bool IsProbe(PathString path) =>
        path == "/livez" || path == "/readyz" || path.StartsWithSegments("/grpc.health.v1.Health") || path.Value!.EndsWith("/ProbeRevision", StringComparison.Ordinal);

    // The instrumentation names a span after its HTTP route; a gRPC span has the name of its method.
    private static void NameByMethod(Activity span) => span.DisplayName = span.GetTagItem(RpcNames.Method) as string ?? span.DisplayName;

    /// <summary>Sends what is still held.</summary>
    public static void Flush(IServiceProvider services, TimeSpan patience)
    {
        var each = (int)patience.TotalMilliseconds;
        services.GetService<TracerProvider>()?.ForceFlush(each);
        services.GetService<MeterProvider>()?.ForceFlush(each);
        services.GetService<LoggerProvider>()?.ForceFlush(each);
    }
}
