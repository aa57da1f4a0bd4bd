using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Summit.Interop.OurServer;

/// <summary>Our server with the interoperability service, on real Kestrel and a free port, for one test class.</summary>
public sealed class InteropServer : IAsyncLifetime
{
    private readonly WebApplication _app = Build();

    public int Port => new Uri(_app.Urls.Single()).Port;

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddGrpc(options => options.CompressionProviders = [new ObservedGzip()]);
        var app = builder.Build();
        app.MapGrpcService<InteropTestService>();
        return app;
    }
}
