using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Summit.Hosting.Health;
using Summit.Hosting.Management;
using Summit.Hosting.Options;
using Summit.Hosting.Telemetry;

namespace Summit.Hosting;

/// <summary>A running host: one gRPC port, one management port, and everything that belongs to them.</summary>
public sealed class SummitHost : IAsyncDisposable
{
    private const int StartFailed = 1;
    private readonly WebApplication _app;

    internal SummitHost(WebApplication app) => _app = app;

    /// <summary>The container.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The ports; zero until the host has started.</summary>
    public HostPorts Ports => Services.GetRequiredService<HostPorts>();

    /// <summary>Address for gRPC on this machine.</summary>
    public Uri Address => new($"{(Services.GetRequiredService<SummitOptions>().Tls.CertificateFile is null ? "http" : "https")}://localhost:{Ports.Grpc}");

    /// <summary>Address of the management pages on this machine.</summary>
    public Uri Management => new($"http://localhost:{Ports.Management}");

    /// <summary>Begins a host.</summary>
    /// <param name="args">Command line: settings as <c>--Summit:Port=5080</c>.</param>
    /// <param name="name">Short name, for example <c>nations</c>; telemetry calls the service <c>summit-nations</c>.</param>
    /// <param name="package">Package that it owns. Default: <c>summit.{name}.v1</c>.</param>
    public static SummitHostBuilder CreateBuilder(string[] args, string name, string? package = null) => new(args, name, package ?? $"summit.{name}.v1");

    /// <summary>As the other one, and a settings file that is not JSON is said in one line, too.</summary>
    /// <param name="create">Begins the host, which reads the settings files.</param>
    public static async Task<int> RunAsync(Func<SummitHostBuilder> create)
    {
        SummitHostBuilder builder;
        try
        {
            builder = create();
        }
        catch (InvalidDataException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message} {UnreadableJson.Describe(e.InnerException?.InnerException ?? e.InnerException)}");
            return StartFailed;
        }

        return await RunAsync(builder);
    }

    /// <summary>
    /// Builds, runs until it is told to stop, and returns the exit code. What keeps it from starting is written to standard
    /// error, a line each. Arguments that begin with <c>migrate</c>, <c>backup FILE</c> or <c>restore FILE</c> do that to the
    /// store instead.
    /// </summary>
    /// <param name="builder">The host to be.</param>
    public static async Task<int> RunAsync(SummitHostBuilder builder)
    {
        if (await StoreCommand.RunAsync(builder.Name, builder.Arguments, builder.Configuration, CancellationToken.None) is { } code)
        {
            return code;
        }

        try
        {
            await using var host = builder.Build();
            await host.StartAsync();
            await Console.Out.WriteLineAsync(host.Announcement());
            await host._app.WaitForShutdownAsync();
            HostTelemetry.Flush(host.Services, host.Services.GetRequiredService<SummitOptions>().Shutdown.Flush);
            return 0;
        }
        catch (HostStartException e)
        {
            foreach (var problem in e.Problems)
            {
                await Console.Error.WriteLineAsync($"{builder.Name}: {problem}");
            }

            return StartFailed;
        }
    }

    /// <summary>Opens the ports.</summary>
    /// <exception cref="HostStartException">It cannot start; the exception says everything that is in the way.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var problems = Services.GetRequiredService<MappedServices>().Problems().ToList();
        if (problems.Count > 0)
        {
            throw new HostStartException(problems);
        }

        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new HostStartException([$"{e.Message} Stop what listens there, or set another port."]);
        }
        catch (OptionsValidationException e)
        {
            throw new HostStartException([.. e.Failures]);
        }
        catch (Store.StoreException e)
        {
            throw new HostStartException([$"the store cannot be opened: {e.Message}"]);
        }
    }

    /// <summary>Goes down in order: readiness off, notice, end of watches, drain, flush.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _app.StopAsync(cancellationToken);
        HostTelemetry.Flush(Services, Services.GetRequiredService<SummitOptions>().Shutdown.Flush);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>One line for the program that started this one.</summary>
    private string Announcement() =>
        JsonSerializer.Serialize(new { name = Services.GetRequiredService<HostName>().Name, grpc = Ports.Grpc, management = Ports.Management, web = Ports.Web });

    /// <summary>Reads the bound ports, in the order in which they were asked for.</summary>
    internal static void ReadPorts(IServiceProvider services)
    {
        var bound = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(a => BindingAddress.Parse(a).Port).ToList();
        var ports = services.GetRequiredService<HostPorts>();
        (ports.Grpc, ports.Management, ports.Web) = (bound[0], bound[1], bound.ElementAtOrDefault(2));
    }
}
