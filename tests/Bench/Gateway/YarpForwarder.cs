using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Summit.Bench.Gateway;

/// <summary>YARP's forwarder and nothing else: no authentication, no access rules, no limits, no metrics of its own.</summary>
internal static class YarpForwarder
{
    public const string Subject = "_gateway-yarp";

    /// <summary>Runs it: its port and the port that it forwards to.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var (port, destination) = (int.Parse(arguments[0], CultureInfo.InvariantCulture), $"http://127.0.0.1:{arguments[1]}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddHttpForwarder();
        await using var app = builder.Build();
        using var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            EnableMultipleHttp2Connections = true,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        });
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        var request = new ForwarderRequestConfig { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        app.Run(async http => await forwarder.SendAsync(http, destination, client, request, HttpTransformer.Default));
        await app.RunAsync();
    }
}
