using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using Summit.Hosting.Calls;
using Summit.Hosting.Certificates;
using Summit.Hosting.Changes;
using Summit.Hosting.Clients;
using Summit.Hosting.Health;
using Summit.Hosting.Identity;
using Summit.Hosting.Interceptors;
using Summit.Hosting.Lifecycle;
using Summit.Hosting.Management;
using Summit.Hosting.Options;
using Summit.Hosting.Resources;
using Summit.Hosting.Telemetry;
using Summit.Hosting.Validation;
using Summit.Store;

namespace Summit.Hosting;

/// <summary>A host to be. What every host has is there already; a service says what is its own.</summary>
public sealed class SummitHostBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly List<Action<WebApplication>> _maps = [];
    private readonly HostSettings _settings;
    private readonly string _package;
    private Action<TracerProviderBuilder>? _tracing;
    private Func<IServiceProvider, int?> _webPort = _ => null;

    internal SummitHostBuilder(string[] args, string name, string package)
    {
        Name = name;
        Arguments = args;
        _package = package;
        _web = WebApplication.CreateBuilder(new WebApplicationOptions { Args = StoreCommand.Settings(args), ContentRootPath = AppContext.BaseDirectory });
        _settings = new HostSettings(_web.Configuration, _web.Environment);
        _settings.Add<SummitOptions, SummitOptionsRules>("Summit");
        // Else .NET reads a gzip body that was cut before its end as if that were its end.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        _web.Services.AddSingleton<IStartupFilter, RequestGuard>(); // first, so that it stands before every other filter
        _web.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, RequestGuard>();
        _web.Services.AddSingleton(typeof(IRequestCheck<>), typeof(KnownCodes<>)); // first: other checks can see which codes are unknown
        HostLogging.Configure(_web.Logging, _web.Configuration, _web.Environment);
        CallerFaults.Add(_web.Services);
    }

    /// <summary>Short name of the host.</summary>
    public string Name { get; }

    internal string[] Arguments { get; }

    /// <summary>The container to be.</summary>
    public IServiceCollection Services => _web.Services;

    /// <summary>The configuration; settings are read from section <c>Summit</c> when the host is built.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>Development or not.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>Answers the calls of a service; the class is created once.</summary>
    /// <typeparam name="TService">A class that derives from a generated service base.</typeparam>
    public SummitHostBuilder AddGrpcService<TService>()
        where TService : class
    {
        Services.TryAddSingleton<TService>();
        HealthChecks.AddService(Services, HealthChecks.NameOf(typeof(TService)));
        return Map(app => app.MapGrpcService<TService>());
    }

    /// <summary>Settings of the host's own. They are bound and validated with those of section <c>Summit</c> when the host is built.</summary>
    /// <typeparam name="TOptions">Their type; the container has them as <see cref="IOptions{TOptions}"/> and as themselves.</typeparam>
    /// <typeparam name="TRules">What is allowed. Each failure is a sentence that begins with the full key.</typeparam>
    /// <param name="section">Their section.</param>
    public SummitHostBuilder AddOptions<TOptions, TRules>(string section)
        where TOptions : class, new()
        where TRules : class, IValidateOptions<TOptions>
    {
        _settings.Add<TOptions, TRules>(section);
        return this;
    }

    /// <summary>Opens the store at start (settings <c>Summit:Database</c> and <c>Summit:Store</c>).</summary>
    /// <param name="types">Types of resources that the service keeps.</param>
    public SummitHostBuilder AddStore(params IReadOnlyList<ResourceType> types)
    {
        _settings.Require<SummitOptions>(o => o.Database.Length > 0, "Summit:Database is needed: the path of a SQLite file, or a PostgreSQL connection string");
        StoreHosting.Add(Services, types);
        return this;
    }

    /// <summary>Says what the domain asks for before a resource is written.</summary>
    public SummitHostBuilder AddRules<T, TRules>()
        where T : class, IMessage<T>, new()
        where TRules : ResourceRules<T>
    {
        Services.AddSingleton<ResourceRules<T>, TRules>();
        return this;
    }

    /// <summary>Answers the calls of the area's ChangeService from the store's feed.</summary>
    /// <param name="service">Descriptor of the service, for example <c>ChangeService.Descriptor</c> of <c>Summit.Nations.V1</c>.</param>
    public SummitHostBuilder AddChangeService(Google.Protobuf.Reflection.ServiceDescriptor service)
    {
        Services.AddSingleton(new ChangeServiceContract(service));
        HealthChecks.AddService(Services, service.FullName);
        Services.AddSingleton<ChangeFeedService>();
        Services.AddSingleton<Grpc.AspNetCore.Server.Model.IServiceMethodProvider<ChangeFeedService>, ChangeFeedMethods>();
        return Map(app => app.MapGrpcService<ChangeFeedService>());
    }

    /// <summary>Loads data into an empty store, when <c>Summit:Seed</c> names the seed's data set.</summary>
    public SummitHostBuilder AddSeed<TSeed>()
        where TSeed : class, ISeed
    {
        Services.AddSingleton<ISeed, TSeed>();
        return this;
    }

    /// <summary>
    /// Registers the typed clients of all contracts for calls to other services. They carry on the caller's token, end with
    /// the caller's deadline, and read each service at one revision. Addresses come from <c>Summit:Services</c>.
    /// </summary>
    public SummitHostBuilder AddClients()
    {
        ServiceClients.Add(Services);
        return this;
    }

    /// <summary>Adds instrumentation that only this host needs. It is not called when the host sends no telemetry.</summary>
    public SummitHostBuilder AddTracing(Action<TracerProviderBuilder> add)
    {
        _tracing += add;
        return this;
    }

    /// <summary>
    /// Opens a port for browsers beside the gRPC port: HTTP/1.1, and with a certificate HTTP/2 too, since Kestrel tells the two
    /// apart only in TLS. It has the certificate of the gRPC port.
    /// </summary>
    /// <param name="port">The port, from the settings; 0 takes a free one, null opens none.</param>
    public SummitHostBuilder AddWebPort(Func<IServiceProvider, int?> port)
    {
        _webPort = port;
        return this;
    }

    /// <summary>Does something with the application after its services were mapped.</summary>
    public SummitHostBuilder Map(Action<WebApplication> map)
    {
        _maps.Add(map);
        return this;
    }

    /// <summary>Builds the host.</summary>
    /// <exception cref="HostStartException">Settings are wrong; the exception lists all that are.</exception>
    public SummitHost Build()
    {
        var options = _settings.CopyTo(Services);
        Services.AddSingleton(new HostName(Name, _package, DateTimeOffset.UtcNow));
        Services.AddSingleton<HostPorts>();
        Services.AddSingleton<HostHealth>();
        Services.AddSingleton<DrainSignal>();
        Services.AddSingleton<MappedServices>();
        Services.AddSingleton<TokenValidator>();
        Services.AddSingleton<IncomingTls>();
        Services.AddSingleton<OutgoingTls>();
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddHostedService<ShutdownSequence>();
        if (options.ParentPipe)
        {
            Services.AddHostedService<ParentPipe>();
        }

        Services.Configure<HostOptions>(h => h.ShutdownTimeout = options.Shutdown.Notice + options.Shutdown.Drain);
        AddGrpc();
        Services.AddSingleton<CallLog>();
        Services.AddHostedService<HostMetrics>();
        HostTelemetry.Add(Services, Name, Environment, _tracing);
        _web.WebHost.ConfigureKestrel(k => Listen(k, options, _webPort(k.ApplicationServices)));
        return new SummitHost(MapAll(_web.Build()));
    }

    private void AddGrpc()
    {
        Services.AddSingleton<TelemetryInterceptor>();
        Services.AddSingleton<ErrorInterceptor>();
        Services.AddSingleton<ReadsInterceptor>();
        Services.AddSingleton<AccessInterceptor>();
        Services.AddSingleton<DrainInterceptor>();
        Services.AddSingleton<ValidationInterceptor>();
        Services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<TelemetryInterceptor>(); // first: opens the scope that all others use, and sees every outcome
            grpc.Interceptors.Add<ErrorInterceptor>(); // after telemetry, before whatever may refuse
            grpc.Interceptors.Add<ReadsInterceptor>(); // after errors, before whatever reads the store
            grpc.Interceptors.Add<AccessInterceptor>(); // before validation, so that a caller without access learns nothing about fields
            grpc.Interceptors.Add<DrainInterceptor>(); // after errors, which send its reason
            grpc.Interceptors.Add<ValidationInterceptor>(); // last: handlers see only what the contract allows
        });
        HealthChecks.Add(Services);
        Services.AddGrpcReflection();
    }

    private static void Listen(KestrelServerOptions kestrel, SummitOptions options, int? webPort)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.Http2.MaxStreamsPerConnection = options.Connections.MaxStreams;
        SendWindows.Set(kestrel);
        var tls = kestrel.ApplicationServices.GetRequiredService<IncomingTls>();
        var drain = kestrel.ApplicationServices.GetRequiredService<DrainSignal>();
        On(options.Port, listen => ForCallers(listen, HttpProtocols.Http2, services: true));
        On(options.ManagementPort, listen => listen.Protocols = HttpProtocols.Http1);
        if (webPort is { } port)
        {
            On(port, listen => ForCallers(listen, options.Tls.CertificateFile is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2, services: false));
        }

        void ForCallers(ListenOptions listen, HttpProtocols protocols, bool services)
        {
            listen.Protocols = protocols;
            listen.UseConnectionAgeing(options.Connections, drain, TimeProvider.System);
            tls.Use(listen, services);
            if (protocols == HttpProtocols.Http2)
            {
                listen.UseLingeringClose(TimeProvider.System);
            }
        }

        void On(int port, Action<ListenOptions> configure)
        {
            switch (options.Address)
            {
                case "*":
                    kestrel.ListenAnyIP(port, configure);
                    break;
                case "localhost":
                    kestrel.Listen(IPAddress.Loopback, port, configure);
                    break;
                default:
                    kestrel.Listen(IPAddress.Parse(options.Address), port, configure);
                    break;
            }
        }
    }

    private WebApplication MapAll(WebApplication app)
    {
        app.UseMiddleware<UnreadableRequests>();
        app.UseRouting();
        ManagementEndpoints.Map(app, app.Services.GetRequiredService<HostPorts>());
        foreach (var map in _maps)
        {
            map(app);
        }

        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        app.Lifetime.ApplicationStarted.Register(() => SummitHost.ReadPorts(app.Services));
        return app;
    }
}
