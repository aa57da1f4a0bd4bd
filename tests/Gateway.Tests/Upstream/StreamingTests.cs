using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Summit.Gateway.Calls;
using Summit.Gateway.Feed;
using Summit.Gateway.Tests.Support;
using Summit.Gateway.Upstream;
using Summit.Hosting.Certificates;
using Summit.Hosting.Options;
using Summit.Policy;

namespace Summit.Gateway.Tests.Upstream;

/// <summary>The contracts have no streaming requests yet; the forwarder has. A raw echo of bytes stands behind it here.</summary>
public sealed class StreamingTests
{
    private static readonly RpcMethod Reflection = MethodCatalog.Get("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");

    private static readonly Method<byte[], byte[]> Raw = new(
        MethodType.DuplexStreaming, Reflection.Service, Reflection.Descriptor.Name, Marshallers.Create<byte[]>(b => b, b => b), Marshallers.Create<byte[]>(b => b, b => b));

    [Fact]
    public async Task Duplex_PingPong_EachAnswerComesBeforeTheNextQuestion()
    {
        await using var echo = await RawService.StartAsync(EchoAsync);
        await using var front = await StartFrontAsync(echo);
        using var channel = GrpcChannel.ForAddress(front.Address);
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
        const int blocks = 256;
        var block = new byte[1024 * 1024];
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await RawService.StartAsync(async http =>
        {
            await BeginAsync(http);
            if (http.Request.Headers.ContainsKey("x-deaf"))
            {
                // Looks at what has come and takes none of it.
                var result = await http.Request.BodyReader.ReadAsync();
                http.Request.BodyReader.AdvanceTo(result.Buffer.Start);
                begun.SetResult();
                await open.Task;
            }

            await EchoAsync(http);
        });
        await using var front = await StartFrontAsync(service);
        using var channel = GrpcChannel.ForAddress(front.Address);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Raw, null, new CallOptions(new Metadata { { "x-deaf", "1" } }));
        await call.ResponseHeadersAsync;

        var written = 0;
        var writing = WriteAsync();
        await begun.Task;
        await PingPongAsync(channel); // On the same connections: whoever is not held back goes on meanwhile.

        Assert.InRange(Volatile.Read(ref written), 0, 8); // What the windows on the way hold.
        open.SetResult();
        var read = 0;
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            read++;
        }

        await writing;
        Assert.Equal(blocks, read);

        async Task WriteAsync()
        {
            while (written < blocks)
            {
                await call.RequestStream.WriteAsync(block);
                Interlocked.Increment(ref written);
            }

            await call.RequestStream.CompleteAsync();
        }
    }

    [Fact]
    public async Task Duplex_ServiceDoesNotReadSeveralCalls_OthersOnTheirConnectionGoOn()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await RawService.StartAsync(async http =>
        {
            await BeginAsync(http);
            if (http.Request.Headers.ContainsKey("x-deaf"))
            {
                await open.Task;
            }

            await EchoAsync(http);
        });
        await using var front = await StartFrontAsync(service);
        using var channel = GrpcChannel.ForAddress(front.Address);
        var invoker = channel.CreateCallInvoker();
        var deaf = Enumerable.Range(0, 6).Select(_ => invoker.AsyncDuplexStreamingCall(Raw, null, new CallOptions(new Metadata { { "x-deaf", "1" } }))).ToList();
        await Task.WhenAll(deaf.Select(c => c.ResponseHeadersAsync));
        var writing = Task.WhenAll(deaf.Select(c => c.RequestStream.WriteAsync(new byte[1024 * 1024])));

        await PingPongAsync(channel);

        Assert.False(writing.IsCompleted);
        open.SetResult();
        deaf.ForEach(c => c.Dispose());
        await writing.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task PingPongAsync(GrpcChannel channel)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Raw, null, new CallOptions(cancellationToken: limit.Token));
        for (var i = 0; i < 2000; i++)
        {
            await call.RequestStream.WriteAsync([1]);
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        }
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

    private static async Task<RawService> StartFrontAsync(RawService behind)
    {
        var options = new SummitOptions();
        options.Services[Reflection.Package] = behind.Address.ToString();
        var directory = new ServiceDirectory(
            options, Options.Create(new ForwardingOptions()), Dns.GetHostAddressesAsync, new OutgoingTls(options, NullLogger<OutgoingTls>.Instance), TimeProvider.System, NullLogger<ServiceDirectory>.Instance);
        var feeds = new FeedSet(directory, TimeProvider.System);
        var route = new MethodRoute(Reflection, directory.Find(Reflection.Package));
        return await RawService.StartAsync(http => Forwarder.ForwardAsync(
            new GatewayCall(http, route, CallDeadline.Start(TimeProvider.System, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan), feeds)));
    }
}
