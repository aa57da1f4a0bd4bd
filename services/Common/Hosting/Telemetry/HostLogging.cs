using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Summit.Hosting.Telemetry;

/// <summary>Where logs go: lines for people in development, JSON for machines elsewhere, each tied to its trace.</summary>
internal static class HostLogging
{
    private static readonly (string Category, LogLevel Level)[] Defaults = [("Microsoft", LogLevel.Warning), ("Grpc", LogLevel.Warning), ("Summit", LogLevel.Information)];

    public static void Configure(ILoggingBuilder logging, IConfiguration configuration, IHostEnvironment environment)
    {
        logging.ClearProviders();
        logging.Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (environment.IsDevelopment())
        {
            logging.AddSimpleConsole(c =>
            {
                c.SingleLine = true;
                c.TimestampFormat = "HH:mm:ss.fff ";
                c.UseUtcTimestamp = true;
                c.IncludeScopes = true;
            });
        }
        else
        {
            logging.AddJsonConsole(c =>
            {
                c.UseUtcTimestamp = true;
                c.IncludeScopes = true;
            });
        }

        // Not ready is a state that probes and the status page report, not a failed check.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // The framework logs every request; the span holds the same and more. Configured levels are kept.
        var levels = configuration.GetSection("Logging:LogLevel");
        foreach (var (category, level) in levels["Default"] is null ? Defaults : [])
        {
            if (levels[category] is null)
            {
                logging.AddFilter(category, level);
            }
        }
    }
}
