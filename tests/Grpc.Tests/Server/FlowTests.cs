using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;

namespace Summit.GrpcTests.Server;

public sealed class FlowTests
{
    private const int Chunk = 64 * 1024;

    [Fact]
    public async Task Output_ReaderStops_WriterStops()
    {
        var written = 0;
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var response = new StreamingOutputCallResponse { Payload = new Payload { Body = ByteString.CopyFrom(new byte[Chunk]) } };
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Output = async (_, stream, context) =>
            {
                for (var i = 0; i < 2000; i++)
                {
                    var write = stream.WriteAsync(response, context.CancellationToken);
                    if (!write.IsCompleted)
                    {
                        blocked.TrySetResult();
                    }

                    await write;
                    Interlocked.Increment(ref written);
                }
            },
        }.Definition()));
        using var call = host.Client().StreamingOutputCall(new StreamingOutputCallRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        await blocked.Task.WaitAsync(TestHost.Patience);

        // 125 MiB are on offer; what fits into windows and buffers is a small part of that.
        Assert.InRange(Volatile.Read(ref written), 0, 1000);
        var read = 1;
        while (await call.ResponseStream.MoveNext())
        {
            read++;
        }

        Assert.Equal(2000, read);
    }

    [Fact]
    public async Task Input_ServerAnswersEarly_WriterLearnsTheStatus()
    {
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Input = (_, _) => throw new RpcException(new Status(StatusCode.FailedPrecondition, "enough")),
        }.Definition()));
        using var call = host.Client().StreamingInputCall();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal("enough", error.Status.Detail);
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(new()))).StatusCode);
    }

    [Fact]
    public async Task Message_OverClientLimits_IsResourceExhausted()
    {
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Unary = (_, _) => Task.FromResult(new SimpleResponse { Payload = new Payload { Body = ByteString.CopyFrom(new byte[2000]) } }),
        }.Definition()));
        var receiving = host.Client(options => options.MaxReceiveMessageSize = 1000);
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(async () => await receiving.UnaryCallAsync(new()))).StatusCode);
        var sending = host.Client(options => options.MaxSendMessageSize = 10);
        var large = new SimpleRequest { Payload = new Payload { Body = ByteString.CopyFrom(new byte[100]) } };
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(async () => await sending.UnaryCallAsync(large))).StatusCode);
    }

    [Fact]
    public async Task Message_OverServerSendLimit_IsResourceExhausted()
    {
        var methods = new TestMethods { Unary = (_, _) => Task.FromResult(new SimpleResponse { Payload = new Payload { Body = ByteString.CopyFrom(new byte[2000]) } }) };
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(methods.Definition()), options => options.MaxSendMessageSize = 1000);
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(async () => await host.Client().UnaryCallAsync(new()))).StatusCode);
    }

    [Fact]
    public async Task Calls_MoreThanOneConnectionHolds_AllRunAtOnce()
    {
        var entered = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Empty = async (_, _) =>
            {
                if (Interlocked.Increment(ref entered) == 250)
                {
                    all.SetResult();
                }

                await all.Task.WaitAsync(TestHost.Patience);
                return new Empty();
            },
        }.Definition()));
        var client = host.Client();
        await Task.WhenAll(Enumerable.Range(0, 250).Select(async _ => await client.EmptyCallAsync(new Empty())));
    }
}
