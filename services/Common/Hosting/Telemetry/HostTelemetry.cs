using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Summit.Client;

namespace Summit.Hosting.Telemetry;

/// <summary>Which sources a host listens to, and where it sends what it hears.</summary>
internal static class HostTelemetry
{
    // ASP.NET Core, HttpClient and Npgsql write these themselves, and so does the gRPC client of the official packages; ours add
    // only what they do not know.
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Grpc.Net.Client", "Npgsql", SummitTelemetry.ClientName, "Summit.*"];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Net.NameResolution",
        "System.Runtime", "Npgsql", "Summit.*",
    ];

    public static void Add(IServiceCollection services, string name)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService($"summit-{name}", serviceNamespace: "summit", serviceVersion: BuildInfo.Version));
        // Without an address there is nobody to send to, and collecting would be work for nothing.
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            return;
        }

        telemetry
            .WithTracing(t => t.AddSource(Sources).AddOtlpExporter())
            .WithMetrics(m => m.AddMeter(Meters).AddOtlpExporter())
            .WithLogging(l => l.AddOtlpExporter());
    }

    /// <summary>Sends what is still held.</summary>
    public static void Flush(IServiceProvider services, TimeSpan patience)
    {
        var each = (int)patience.TotalMilliseconds;
        services.GetService<TracerProvider>()?.ForceFlush(each);
        services.GetService<MeterProvider>()?.ForceFlush(each);
        services.GetService<LoggerProvider>()?.ForceFlush(each);
    }
}
