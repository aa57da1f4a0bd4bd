using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Summit.Client;
using Summit.Hosting.Lifecycle;
using Summit.WebConsole.Asking;
using Summit.WebConsole.Assets;
using Summit.WebConsole.Calls;
using Summit.WebConsole.Exports;
using Summit.WebConsole.Identity;
using Summit.WebConsole.Imports;
using Summit.WebConsole.Layout;
using Summit.WebConsole.Settings;

namespace Summit.WebConsole;

/// <summary>The web console: pages rendered on the server, a client of the gateway like any other.</summary>
internal static class ConsoleHost
{
    // What a form has beside its file.
    private const int FormBytes = 64 * 1024;

    /// <summary>Runs the console until it is stopped. The first line of output names the port, as it does for every host.</summary>
    public static async Task RunAsync(string[] args)
    {
        await using var app = Create(args);
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        System.Console.WriteLine(JsonSerializer.Serialize(new { name = "console", grpc = address.Port, management = address.Port }));
        await app.WaitForShutdownAsync();
    }

    /// <summary>Builds the console without starting it.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var options = builder.Configuration.GetSection(ConsoleOptions.Section).Get<ConsoleOptions>() ?? new();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = HeldFiles.MostBytes + FormBytes;
            kestrel.Listen(options.LoopbackOnly ?? builder.Environment.IsDevelopment() ? IPAddress.Loopback : IPAddress.Any, options.Port);
        });
        AddTelemetry(builder.Services);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddRazorComponents();
        builder.Services.AddSummitClients(services => new SummitClientOptions { Address = services.GetRequiredService<IOptions<ConsoleOptions>>().Value.Gateway });
        builder.Services.AddSingleton<Pending>();
        builder.Services.AddSingleton<HeldFiles>();
        builder.Services.AddScoped<PageCalls>();
        builder.Services.AddHttpClient<GatewayReport>();
        builder.Services.AddSignIn(builder.Configuration, builder.Environment);
        if (options.EndWithParent)
        {
            builder.Services.AddHostedService<ParentPipe>();
        }

        var app = builder.Build();
        app.Use(SecurityHeaders);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapGet("/livez", () => "alive");
        app.MapAssets();
        app.MapSignIn();
        app.MapAsking();
        app.MapScenarios();
        app.MapExports();
        app.MapImports();
        app.MapPost("/cancel", (Pending pending, HttpContext http) =>
        {
            pending.Cancel(http.Request.Query["key"].ToString());
            return Results.LocalRedirect("/");
        }).DisableAntiforgery();
        app.MapRazorComponents<App>();
        // The router of the pages says that there is no such page.
        app.MapFallback(() => new RazorComponentResult<App> { StatusCode = StatusCodes.Status404NotFound });
        return app;
    }

    // Nothing on a page comes from elsewhere, and nothing in its text can run.
    private static Task SecurityHeaders(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return next(http);
    }

    private static void AddTelemetry(IServiceCollection services)
    {
        // Without an address nothing is collected, so that it costs nothing.
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry().ConfigureResource(r => r.AddService("summit-console", serviceNamespace: "summit"));
        if (Sends("TRACES"))
        {
            telemetry.WithTracing(t => t.AddAspNetCoreInstrumentation().AddGrpcClientInstrumentation().AddSource("Summit.*").AddOtlpExporter());
        }

        if (Sends("METRICS"))
        {
            telemetry.WithMetrics(m => m.AddAspNetCoreInstrumentation().AddMeter("Summit.*").AddOtlpExporter());
        }

        // A variable of OpenTelemetry's that its .NET SDK leaves to the application.
        static bool Sends(string signal) => Environment.GetEnvironmentVariable($"OTEL_{signal}_EXPORTER") != "none";
    }
}
