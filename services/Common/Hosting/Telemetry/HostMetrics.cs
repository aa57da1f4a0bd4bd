using System.Diagnostics.Metrics;
using Summit.Hosting.Lifecycle;

namespace Summit.Hosting.Telemetry;

/// <summary>The state of the host, which the status page shows too, as a metric.</summary>
internal sealed class HostMetrics(IMeterFactory meters, HostHealth health) : IHostedService
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Summit.Hosting";

    private static readonly string[] States = ["starting", "ready", "degraded", "draining"];

    /// <summary>Incoming calls of all hosts of this process.</summary>
    public static CallMetrics Calls { get; } = new(new Meter(MeterName));

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        meters.Create(MeterName).CreateObservableGauge("summit.host.state", Observe, "{host}", "1 for the state that the host is in, 0 for the others.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<int>> Observe()
    {
        var now = health.State;
        return States.Select(state => new Measurement<int>(state == now ? 1 : 0, new KeyValuePair<string, object?>("summit.state", state)));
    }
}
