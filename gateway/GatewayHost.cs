using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Reflection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using Summit.Gateway.Calls;
using Summit.Gateway.Feed;
using Summit.Gateway.Freshness;
using Summit.Gateway.Limits;
using Summit.Gateway.Status;
using Summit.Gateway.Upstream;
using Summit.Gateway.Web;
using Summit.Gateway.Web.Connect;
using Summit.Gateway.Web.Pages;
using Summit.Hosting;
using Summit.Hosting.Management;
using Summit.Policy;

namespace Summit.Gateway;

/// <summary>The gateway as a host: what every host has, and before it the calls of all contracts.</summary>
internal static class GatewayHost
{
    /// <summary>Begins a gateway; settings come from <c>Summit</c> (see hosting) and <c>Gateway</c> (see the README).</summary>
    public static SummitHostBuilder CreateBuilder(string[] args)
    {
        var builder = SummitHost.CreateBuilder(args, "gateway", package: "");
        builder.AddOptions<GatewayOptions, GatewayOptionsRules>(GatewayOptions.Section);
        AddPart(builder, o => o.Forwarding);
        AddPart(builder, o => o.Feed);
        AddPart(builder, o => o.Cache);
        AddPart(builder, o => o.Limits);
        AddPart(builder, o => o.Web);
        builder.AddWebPort(s => s.GetRequiredService<GatewayOptions>().Web.Port);
        builder.Services.AddCors();
        builder.Services.AddSingleton<ConnectHandler>();
        builder.Services.AddSingleton<WebPages>();
        builder.Services.AddSingleton<WebPort>();
        // Else ASP.NET Core begins a span and a scope for the logs with every call, collected or not; see CallTrace.
        builder.Services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None));
        // The gateway answers unknown methods itself, so that the caller gets METHOD_UNKNOWN with ErrorInfo.
        builder.Services.Configure<GrpcServiceOptions>(grpc => grpc.IgnoreUnknownServices = true);
        AddReflection(builder.Services);
        builder.AddTracing(AddRedisTracing);
        builder.Services.AddSingleton<NameLookup>(Dns.GetHostAddressesAsync);
        builder.Services.AddSingleton<ServiceDirectory>();
        builder.Services.AddSingleton<RouteTable>();
        builder.Services.AddSingleton<FeedSet>();
        builder.Services.AddSingleton<FeedToken>();
        builder.Services.AddSingleton<RedisLevel>();
        builder.Services.AddSingleton<AnswerCache>();
        builder.Services.AddSingleton<CallerLimits>();
        builder.Services.AddSingleton<GatewayHandler>();
        builder.Services.AddSingleton<IStatusSource, GatewayStatus>();
        builder.Services.AddSingleton<IStartupFilter, GatewayPipeline>();
        builder.Services.AddHostedService(s => s.GetRequiredService<ServiceDirectory>());
        builder.Services.AddHostedService(s => s.GetRequiredService<RedisLevel>());
        builder.Services.AddHostedService<FeedFollower>();
        builder.Services.AddHostedService<GatewayMetrics>();
        return builder;
    }

    // By default the package names attributes by the old conventions, unlike the store's spans; it reads the choice only here.
    private static void AddRedisTracing(TracerProviderBuilder tracing)
    {
        const string Conventions = "OTEL_SEMCONV_STABILITY_OPT_IN";
        Environment.SetEnvironmentVariable(Conventions, Environment.GetEnvironmentVariable(Conventions) ?? "database");
        tracing.AddRedisInstrumentation();
    }

    // The package lists what a host maps itself; a gateway answers for every service of the contracts.
    private static void AddReflection(IServiceCollection services)
    {
        var answered = ContractFiles.All.Concat(ContractFiles.Standard).SelectMany(f => f.Services).ToList();
        services.AddSingleton(new ReflectionServiceImpl(answered));
        services.AddSingleton(new ReflectionV1ServiceImpl(answered));
    }

    private static void AddPart<TPart>(SummitHostBuilder builder, Func<GatewayOptions, TPart> part)
        where TPart : class =>
        builder.Services.AddSingleton(s => Options.Create(part(s.GetRequiredService<GatewayOptions>())));

    /// <summary>Puts the gateway before routing: a contract's call needs nothing of what comes after.</summary>
    private sealed class GatewayPipeline(GatewayHandler handler, WebPort web) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            web.Use(app);
            app.Use(rest => http => handler.HandleAsync(http, rest));
            next(app);
        };
    }
}
