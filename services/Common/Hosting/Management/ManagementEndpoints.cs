using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Summit.Hosting.Health;
using Summit.Hosting.Lifecycle;

namespace Summit.Hosting.Management;

/// <summary>What a part of the host says about itself on the status page.</summary>
public interface IStatusSource
{
    /// <summary>Name of its section, in camelCase.</summary>
    string Section { get; }

    /// <summary>The section, as it is written in JSON. No secrets and no personal data.</summary>
    ValueTask<object> ReportAsync(CancellationToken cancellationToken);
}

/// <summary>Health and status on the management port: HTTP/1.1, for probes and people.</summary>
internal static class ManagementEndpoints
{
    private const int Unready = StatusCodes.Status503ServiceUnavailable;

    /// <summary>Maps the pages; they answer on the management port only.</summary>
    public static void Map(IEndpointRouteBuilder routes, HostPorts ports)
    {
        // By port: the gRPC port can be reached by all callers, and they must not see these pages.
        var pages = routes.MapGroup("").AddEndpointFilter(async (context, next) =>
            context.HttpContext.Connection.LocalPort == ports.Management ? await next(context) : Results.NotFound());
        pages.MapGet("/livez", () => "alive");
        pages.MapGet("/readyz", (HostHealth health) => health.Ready ? Results.Text("ready") : Results.Text("not ready", statusCode: Unready));
        pages.MapGet("/status", (Delegate)StatusAsync);
    }

    private static async Task<IResult> StatusAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var health = services.GetRequiredService<HostHealth>();
        var host = services.GetRequiredService<HostName>();
        var status = new Dictionary<string, object>
        {
            ["name"] = host.Name,
            ["build"] = BuildInfo.Version,
            ["health"] = health.State,
            ["degraded"] = health.Degraded,
            ["waitingFor"] = health.Waiting,
            ["startTime"] = host.StartTime.ToString("O", CultureInfo.InvariantCulture),
            ["services"] = services.GetRequiredService<MappedServices>().Names,
        };
        foreach (var source in services.GetServices<IStatusSource>())
        {
            status[source.Section] = await source.ReportAsync(http.RequestAborted);
        }

        return Results.Json(status);
    }
}

/// <summary>Which host this is.</summary>
/// <param name="Name">Short name, for example <c>nations</c>.</param>
/// <param name="Package">Package that it owns, for example <c>summit.nations.v1</c>.</param>
/// <param name="StartTime">When it started.</param>
public sealed record HostName(string Name, string Package, DateTimeOffset StartTime);

/// <summary>The ports that the host listens on, known once it has started.</summary>
public sealed class HostPorts
{
    /// <summary>gRPC.</summary>
    public int Grpc { get; internal set; }

    /// <summary>Health and status.</summary>
    public int Management { get; internal set; }

    /// <summary>Browsers; 0 when the host has no such port.</summary>
    public int Web { get; internal set; }

    /// <summary>Whether a request came through the port for browsers.</summary>
    public bool IsWeb(HttpContext http) => Web != 0 && http.Connection.LocalPort == Web;
}
