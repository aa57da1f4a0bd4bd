using Grpc.Core;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;

namespace Summit.GrpcTests.Time;

public sealed class CancellationTests
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<TestHost> StartAsync() => TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
    {
        Empty = async (_, context) =>
        {
            await WaitAsync(context);
            return new Empty();
        },
        Output = async (_, stream, context) =>
        {
            await stream.WriteAsync(new StreamingOutputCallResponse());
            await WaitAsync(context);
        },
        Input = async (_, context) =>
        {
            await WaitAsync(context);
            return new StreamingInputCallResponse();
        },
    }.Definition()));

    private async Task WaitAsync(ServerCallContext context)
    {
        var cancelled = DeadlineTests.WaitAsync(context.CancellationToken);
        _entered.SetResult();
        await cancelled;
        _cancelled.SetResult();
    }

    [Fact]
    public async Task Unary_TokenCancelled_ReachesServer()
    {
        await using var host = await StartAsync();
        using var cancellation = new CancellationTokenSource();
        var call = host.Client().EmptyCallAsync(new Empty(), cancellationToken: cancellation.Token);
        await _entered.Task;
        await cancellation.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await _cancelled.Task.WaitAsync(TestHost.Patience);
    }

    [Fact]
    public async Task Unary_Disposed_ReachesServer()
    {
        await using var host = await StartAsync();
        var call = host.Client().EmptyCallAsync(new Empty());
        await _entered.Task;
        call.Dispose();
        await _cancelled.Task.WaitAsync(TestHost.Patience);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Stream_DisposedAfterFirstMessage_ReachesServer()
    {
        await using var host = await StartAsync();
        var call = host.Client().StreamingOutputCall(new StreamingOutputCallRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        call.Dispose();
        await _cancelled.Task.WaitAsync(TestHost.Patience);
    }

    [Fact]
    public async Task Stream_ReadCancelled_EndsTheCall()
    {
        await using var host = await StartAsync();
        using var call = host.Client().StreamingOutputCall(new StreamingOutputCallRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        using var cancellation = new CancellationTokenSource();
        var read = call.ResponseStream.MoveNext(cancellation.Token);
        await cancellation.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => read)).StatusCode);
        await _cancelled.Task.WaitAsync(TestHost.Patience);
    }

    [Fact]
    public async Task ClientStream_AfterBegin_IsCancelled()
    {
        await using var host = await StartAsync();
        using var cancellation = new CancellationTokenSource();
        using var call = host.Client().StreamingInputCall(cancellationToken: cancellation.Token);
        await _entered.Task;
        await cancellation.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(new StreamingInputCallRequest()));
        await _cancelled.Task.WaitAsync(TestHost.Patience);
    }

    [Fact]
    public async Task Channel_Disposed_EndsItsCalls()
    {
        await using var host = await StartAsync();
        var channel = host.Channel();
        var call = new TestService.TestServiceClient(channel).EmptyCallAsync(new Empty());
        await _entered.Task;
        channel.Dispose();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await _cancelled.Task.WaitAsync(TestHost.Patience);
    }
}
