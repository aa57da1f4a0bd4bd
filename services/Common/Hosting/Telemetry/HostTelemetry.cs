using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Summit.Hosting.Telemetry;

/// <summary>What a host observes, and where it sends it.</summary>
internal static class HostTelemetry
{
    public static void Add(IServiceCollection services, string name, IHostEnvironment environment, Action<TracerProviderBuilder>? tracing)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => HostResource.Describe(resource, name, environment));
        // Without an address nothing is collected, so that it costs nothing.
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            return;
        }

        if (Sends("TRACES"))
        {
            telemetry.WithTracing(t =>
            {
                t.AddAspNetCoreInstrumentation(http =>
                    {
                        http.Filter = request => !IsProbe(request.Request);
                        http.EnrichWithHttpResponse = (span, _) => NameByMethod(span);
                    })
                    .AddGrpcClientInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddNpgsql()
                    .AddSource("Summit.*")
                    .AddOtlpExporter();
                tracing?.Invoke(t);
            });
        }

        if (Sends("METRICS"))
        {
            telemetry.WithMetrics(m => m
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddMeter("Summit.*")
                .SetExemplarFilter(ExemplarFilterType.TraceBased) // From a slow bucket to one of its traces.
                .AddOtlpExporter());
        }

        if (Sends("LOGS"))
        {
            telemetry.WithLogging(l => l.AddOtlpExporter(), log => log.IncludeFormattedMessage = true);
        }
    }

    // A variable of OpenTelemetry's that its .NET SDK leaves to the application.
    private static bool Sends(string signal) => Environment.GetEnvironmentVariable($"OTEL_{signal}_EXPORTER") != "none";

    // Probes come every second or two from each gateway and platform; their traces would outnumber those of calls.
    // The feed that a gateway follows is open for days and is nobody's call; a watch of another caller comes with its trace.
    private static bool IsProbe(HttpRequest request) =>
        request.Path == "/livez" || request.Path == "/readyz" || request.Path.StartsWithSegments("/grpc.health.v1.Health")
        || request.Path.Value!.EndsWith("/ProbeRevision", StringComparison.Ordinal)
        || (request.Path.Value.EndsWith("/WatchChanges", StringComparison.Ordinal) && request.Headers.TraceParent.Count == 0);

    // The instrumentation names a span after its HTTP route; a gRPC span has the name of its method.
    private static void NameByMethod(Activity span) => span.DisplayName = span.GetTagItem(CallTelemetry.Method) as string ?? span.DisplayName;

    /// <summary>Sends what is still held.</summary>
    public static void Flush(IServiceProvider services, TimeSpan patience)
    {
        var each = (int)patience.TotalMilliseconds;
        services.GetService<TracerProvider>()?.ForceFlush(each);
        services.GetService<MeterProvider>()?.ForceFlush(each);
        services.GetService<LoggerProvider>()?.ForceFlush(each);
    }
}
