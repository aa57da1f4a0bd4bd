using Grpc.Core;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;

namespace Summit.GrpcTests.Time;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Client_DeadlinePasses_BothSidesEnd()
    {
        var entered = false;
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Empty = async (_, context) =>
            {
                Volatile.Write(ref entered, true);
                await WaitAsync(context.CancellationToken);
                cancelled.TrySetResult();
                return new Empty();
            },
        }.Definition()));
        var client = host.Client();
        do
        {
            // On a busy machine the time may be up before the call is at the server.
            var error = await Assert.ThrowsAsync<RpcException>(async () => await client.EmptyCallAsync(new Empty(), deadline: DateTime.UtcNow + Soon));
            Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        }
        while (!Volatile.Read(ref entered));
        await cancelled.Task.WaitAsync(TestHost.Patience);
    }

    [Theory]
    [InlineData("99999999n")]
    [InlineData("100000u")]
    [InlineData("100m")]
    [InlineData("1S")]
    public async Task Server_HandlerIgnoresDeadline_AnswersAnyway(string timeout)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Empty = async (_, _) =>
            {
                await release.Task;
                return new Empty();
            },
        }.Definition()));
        using var raw = new RawClient(host.Address);
        var answer = await raw.PostAsync("/grpc.testing.TestService/EmptyCall", RawClient.Frame(0, 0), headers => headers.Add("grpc-timeout", timeout));
        Assert.Equal("4", answer.Status);
        release.SetResult();
    }

    [Theory]
    [InlineData("2M", 2 * 60)]
    [InlineData("3H", 3 * 60 * 60)]
    [InlineData("99999999H", null)]
    public async Task Server_LongUnits_AreRead(string timeout, int? seconds)
    {
        DateTime? deadline = null;
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Empty = (_, context) =>
            {
                deadline = context.Deadline;
                return Task.FromResult(new Empty());
            },
        }.Definition()));
        using var raw = new RawClient(host.Address);
        var before = DateTime.UtcNow;
        Assert.Equal("0", (await raw.PostAsync("/grpc.testing.TestService/EmptyCall", RawClient.Frame(0, 0), headers => headers.Add("grpc-timeout", timeout))).Status);
        if (seconds is null)
        {
            Assert.Equal(DateTime.MaxValue, deadline);
        }
        else
        {
            Assert.InRange(deadline!.Value, before.AddSeconds(seconds.Value), DateTime.UtcNow.AddSeconds(seconds.Value));
        }
    }

    [Fact]
    public async Task Client_DeadlineInThePast_SendsNothing()
    {
        var calls = 0;
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Empty = (_, _) =>
            {
                Interlocked.Increment(ref calls);
                return Task.FromResult(new Empty());
            },
        }.Definition()));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client().EmptyCallAsync(new Empty(), deadline: DateTime.UtcNow.AddSeconds(-1)));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Server_DeadlineWhileStreaming_EndsWriterAndReader()
    {
        var failure = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Output = async (_, stream, _) =>
            {
                try
                {
                    while (true)
                    {
                        await stream.WriteAsync(new StreamingOutputCallResponse());
                        await Task.Yield();
                    }
                }
                catch (Exception exception)
                {
                    failure.SetResult(exception);
                    throw;
                }
            },
        }.Definition()));
        using var call = host.Client().StreamingOutputCall(new StreamingOutputCallRequest(), deadline: DateTime.UtcNow + Soon);
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext())
            {
            }
        });
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.IsAssignableFrom<OperationCanceledException>(await failure.Task.WaitAsync(TestHost.Patience));
    }

    [Fact]
    public async Task Client_ThrowOperationCanceled_ThrowsThat()
    {
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Empty = async (_, context) =>
            {
                await WaitAsync(context.CancellationToken);
                return new Empty();
            },
        }.Definition()));
        var client = host.Client(options => options.ThrowOperationCanceledOnCancellation = true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.EmptyCallAsync(new Empty(), deadline: DateTime.UtcNow + Soon));
    }

    internal static Task WaitAsync(CancellationToken cancellationToken)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellationToken.Register(source.SetResult);
        return source.Task.WaitAsync(TestHost.Patience, CancellationToken.None);
    }
}
