using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Summit.Client.Catalog;
using Summit.Gateway.Feed;
using Summit.Gateway.Forwarding;
using Summit.Gateway.Routing;
using Summit.Hosting.Options;

namespace Summit.Gateway.Tests.Forwarding;

/// <summary>The contracts have no streaming requests yet; the forwarder has. A raw echo of bytes stands behind it here.</summary>
public sealed class StreamingTests
{
    private static readonly RpcMethod Reflection = MethodCatalog.Get("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");

    private static readonly Method<byte[], byte[]> Raw = new(
        MethodType.DuplexStreaming, Reflection.Service, Reflection.Descriptor.Name, Marshallers.Create<byte[]>(b => b, b => b), Marshallers.Create<byte[]>(b => b, b => b));

    [Fact]
    public async Task Duplex_PingPong_EachAnswerComesBeforeTheNextQuestion()
    {
        await using var echo = await StartAsync(EchoAsync);
        await using var front = await StartFrontAsync(echo);
        using var channel = GrpcChannel.ForAddress(AddressOf(front));
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Raw, null, new CallOptions(new Metadata { { "x-asked", "1" } }));

        Assert.Equal("yes", (await call.ResponseHeadersAsync).GetValue("x-answered"));
        for (byte i = 0; i < 20; i++)
        {
            await call.RequestStream.WriteAsync([i, i]);
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal([i, i], call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal("tail", call.GetTrailers().GetValue("x-trailer"));
    }

    [Fact]
    public async Task Duplex_ServiceDoesNotRead_CallerIsHeldBack()
    {
        var open = new TaskCompletionSource();
        await using var deaf = await StartAsync(async http =>
        {
            await BeginAsync(http);
            await open.Task;
            await EchoAsync(http);
        });
        await using var front = await StartFrontAsync(deaf);
        using var channel = GrpcChannel.ForAddress(AddressOf(front));
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Raw, null, default);
        await call.ResponseHeadersAsync;

        var block = new byte[1024 * 1024];
        var written = 0;
        Task write = Task.CompletedTask;
        while (write.IsCompletedSuccessfully && written < 256)
        {
            write = call.RequestStream.WriteAsync(block);
            written++;
            await Task.WhenAny(write, Task.Delay(TimeSpan.FromSeconds(2)));
        }

        Assert.True(written < 256, "256 MiB went into a service that reads nothing");
        open.SetResult();
        await call.ResponseStream.MoveNext(CancellationToken.None);
        await write;
    }

    private static async Task BeginAsync(HttpContext http)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.ContentType = "application/grpc";
            http.Response.Headers["x-answered"] = "yes";
            await http.Response.BodyWriter.FlushAsync();
        }
    }

    private static async Task EchoAsync(HttpContext http)
    {
        await BeginAsync(http);
        while (true)
        {
            var result = await http.Request.BodyReader.ReadAsync();
            foreach (var segment in result.Buffer)
            {
                await http.Response.BodyWriter.WriteAsync(segment);
            }

            http.Request.BodyReader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        http.Response.AppendTrailer("x-trailer", "tail");
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task<WebApplication> StartFrontAsync(WebApplication behind)
    {
        var options = new SummitOptions();
        options.Services[Reflection.Package] = AddressOf(behind).ToString();
        var directory = new ServiceDirectory(options, Options.Create(new ForwardingOptions()), TimeProvider.System, LoggerFactory.Create(_ => { }).CreateLogger<ServiceDirectory>());
        var feeds = new FeedSet(directory, TimeProvider.System);
        var route = new MethodRoute(Reflection, directory.Find(Reflection.Package));
        return await StartAsync(http => Forwarder.ForwardAsync(
            new GatewayCall(http, route, CallDeadline.Start(TimeProvider.System, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan), feeds)));
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = null;
            k.Limits.MinRequestBodyDataRate = null;
            k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private static Uri AddressOf(WebApplication app) => new(app.Urls.Single());
}
