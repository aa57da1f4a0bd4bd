using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;

namespace Summit.GrpcTests.Client;

public sealed class RetryTests
{
    private readonly List<string?> _attempts = [];
    private int _failures;
    private StatusCode _code;
    private Metadata _trailers = [];

    private static GrpcChannelOptions Configure(GrpcChannelOptions options, int attempts = 4, RetryThrottlingPolicy? throttling = null)
    {
        options.ServiceConfig = new ServiceConfig
        {
            RetryThrottling = throttling,
            MethodConfigs =
            {
                new MethodConfig
                {
                    Names = { MethodName.Default },
                    RetryPolicy = new RetryPolicy
                    {
                        MaxAttempts = attempts,
                        InitialBackoff = TimeSpan.FromMilliseconds(1),
                        MaxBackoff = TimeSpan.FromMilliseconds(5),
                        BackoffMultiplier = 1.5,
                        RetryableStatusCodes = { StatusCode.Unavailable },
                    },
                },
            },
        };
        return options;
    }

    private Task<TestHost> StartAsync() => TestHost.StartAsync(
        app => app.MapGrpcService(new TestMethods
        {
            Empty = (_, context) =>
            {
                Fail(context);
                return Task.FromResult(new Empty());
            },
            Output = async (_, stream, context) =>
            {
                Fail(context);
                await stream.WriteAsync(new StreamingOutputCallResponse());
            },
            Input = async (stream, context) =>
            {
                var read = 0;
                await foreach (var _ in stream.ReadAllAsync())
                {
                    read++;
                }

                Fail(context);
                return new StreamingInputCallResponse { AggregatedPayloadSize = read };
            },
        }.Definition()));

    private Task<TestHost> HostAsync(int failures, StatusCode code = StatusCode.Unavailable, Metadata? trailers = null)
    {
        _failures = failures;
        _code = code;
        _trailers = trailers ?? [];
        return StartAsync();
    }

    private void Fail(ServerCallContext context)
    {
        _attempts.Add(context.RequestHeaders.GetValue("grpc-previous-rpc-attempts"));
        if (_attempts.Count <= _failures)
        {
            throw new RpcException(new Status(_code, "later"), _trailers);
        }
    }

    [Fact]
    public async Task Unary_TwoFailures_SucceedsAtTheThird()
    {
        await using var host = await HostAsync(2);
        await host.Client(options => Configure(options)).EmptyCallAsync(new Empty());
        Assert.Equal([null, "1", "2"], _attempts);
    }

    [Fact]
    public async Task Unary_FailsAlways_StopsAtTheLimit()
    {
        await using var host = await HostAsync(100);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client(options => Configure(options)).EmptyCallAsync(new Empty()));
        Assert.Equal((StatusCode.Unavailable, 4), (error.StatusCode, _attempts.Count));
    }

    [Fact]
    public async Task Unary_OtherCode_IsNotRetried()
    {
        await using var host = await HostAsync(100, StatusCode.Internal);
        await Assert.ThrowsAsync<RpcException>(async () => await host.Client(options => Configure(options)).EmptyCallAsync(new Empty()));
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task Pushback_Negative_StopsRetries()
    {
        await using var host = await HostAsync(100, trailers: new Metadata { { "grpc-retry-pushback-ms", "-1" } });
        await Assert.ThrowsAsync<RpcException>(async () => await host.Client(options => Configure(options)).EmptyCallAsync(new Empty()));
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task Pushback_Positive_IsWaitedFor()
    {
        await using var host = await HostAsync(1, trailers: new Metadata { { "grpc-retry-pushback-ms", "10" } });
        await host.Client(options => Configure(options)).EmptyCallAsync(new Empty());
        Assert.Equal(2, _attempts.Count);
    }

    [Fact]
    public async Task Throttling_BucketHalfEmpty_StopsRetries()
    {
        await using var host = await HostAsync(100);
        var client = host.Client(options => Configure(options, 5, new RetryThrottlingPolicy { MaxTokens = 4, TokenRatio = 0.1 }));
        await Assert.ThrowsAsync<RpcException>(async () => await client.EmptyCallAsync(new Empty()));
        Assert.Equal(2, _attempts.Count);
    }

    [Fact]
    public async Task ServerStream_FailsBeforeMessages_IsRetried()
    {
        await using var host = await HostAsync(2);
        using var call = host.Client(options => Configure(options)).StreamingOutputCall(new StreamingOutputCallRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(3, _attempts.Count);
    }

    [Fact]
    public async Task ClientStream_Fails_IsSentAgain()
    {
        await using var host = await HostAsync(1);
        using var call = host.Client(options => Configure(options)).StreamingInputCall();
        for (var i = 0; i < 5; i++)
        {
            await call.RequestStream.WriteAsync(new StreamingInputCallRequest());
        }

        await call.RequestStream.CompleteAsync();
        Assert.Equal(5, (await call).AggregatedPayloadSize);
        Assert.Equal(2, _attempts.Count);
    }
}
