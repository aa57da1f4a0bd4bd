using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Summit.GrpcTests.Robustness;

/// <summary>A server with one method of each kind, on real Kestrel, that knows how many connections and calls it has open.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    public const string Service = "robust.Echo";

    /// <summary>In bytes.</summary>
    public const int MaxMessageSize = 64 * 1024;

    public static readonly Method<string, string> Unary = Define(MethodType.Unary, nameof(Unary));
    public static readonly Method<string, string> ClientStream = Define(MethodType.ClientStreaming, nameof(ClientStream));
    public static readonly Method<string, string> ServerStream = Define(MethodType.ServerStreaming, nameof(ServerStream));
    public static readonly Method<string, string> Duplex = Define(MethodType.DuplexStreaming, nameof(Duplex));

    /// <summary>Answers nothing until it is cancelled.</summary>
    public static readonly Method<string, string> Wait = Define(MethodType.Unary, nameof(Wait));

    private readonly WebApplication _app;
    private readonly MeterListener _listener;
    private readonly ConcurrentBag<WeakReference> _contexts = [];

    private EchoServer(WebApplication app)
    {
        _app = app;
        _listener = Listen(app.Services.GetRequiredService<IMeterFactory>());
    }

    public Gauge Connections { get; } = new();

    public Gauge Calls { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<EchoServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options =>
        {
            // A failure of the healthy caller should say why.
            options.EnableDetailedErrors = true;
            // Small, so that what the array pool keeps after decompressing a bomb up to here cannot hide a leak.
            options.MaxReceiveMessageSize = MaxMessageSize;
        });
        var app = builder.Build();
        var server = new EchoServer(app);
        // Before the endpoints, so that it sees every call, whatever becomes of it.
        app.Use(async (context, next) =>
        {
            await next(context);
            if (context.Features.Get<IServerCallContextFeature>() is { } call)
            {
                server._contexts.Add(new WeakReference(call.ServerCallContext));
            }
        });
        app.MapGrpcService(Definition());
        await app.StartAsync();
        return server;
    }

    /// <summary>How many contexts of past calls somebody still holds, after a collection; and forgets them all.</summary>
    public (int Seen, int Held) CollectContexts()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var counts = (_contexts.Count, _contexts.Count(context => context.IsAlive));
        _contexts.Clear();
        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _listener.Dispose();
    }

    private static ServerServiceDefinition Definition() => ServerServiceDefinition.CreateBuilder()
        .AddMethod(Unary, (request, _) => Task.FromResult(request))
        .AddMethod(ClientStream, async (requests, context) =>
        {
            var sum = 0;
            await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
            {
                sum += request.Length;
            }

            return sum.ToString();
        })
        .AddMethod(ServerStream, async (request, responses, context) =>
        {
            for (var i = 0; i < 3; i++)
            {
                await responses.WriteAsync(request, context.CancellationToken);
            }
        })
        .AddMethod(Duplex, async (requests, responses, context) =>
        {
            await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
            {
                await responses.WriteAsync(request, context.CancellationToken);
            }
        })
        .AddMethod(Wait, async (request, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return request;
        })
        .Build();

    private static Method<string, string> Define(MethodType type, string name) =>
        new(type, Service, name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    /// <summary>Follows ASP.NET Core's own counters; the factory tells this server's from those of others in the process.</summary>
    private MeterListener Listen(IMeterFactory factory)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                var gauge = instrument.Name switch
                {
                    "kestrel.active_connections" => Connections,
                    "http.server.active_requests" => Calls,
                    _ => null,
                };
                if (gauge is not null && instrument.Meter.Scope == factory)
                {
                    self.EnableMeasurementEvents(instrument, gauge);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, change, _, gauge) => ((Gauge)gauge!).Add(change));
        listener.Start();
        return listener;
    }
}
