using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Summit.GrpcTests.Time;

namespace Summit.GrpcTests.Client;

public sealed class ClientFactoryTests
{
    [Fact]
    public async Task Propagation_InsideACall_CarriesDeadlineAndCancellation()
    {
        var inner = new TaskCompletionSource<DateTime>(TaskCreationOptions.RunContinuationsAsynchronously);
        var innerCancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var backend = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Empty = async (_, context) =>
            {
                inner.SetResult(context.Deadline);
                await DeadlineTests.WaitAsync(context.CancellationToken);
                innerCancelled.SetResult();
                return new Empty();
            },
        }.Definition()));
        await using var front = await TestHost.StartAsync(
            app => app.MapGrpcService<Forwarding>(),
            services: services => services.AddGrpcClient<TestService.TestServiceClient>(options => options.Address = backend.Address).EnableCallContextPropagation());
        using var cancellation = new CancellationTokenSource();
        var deadline = DateTime.UtcNow.AddMinutes(1);
        var call = front.Client().EmptyCallAsync(new Empty(), deadline: deadline, cancellationToken: cancellation.Token);
        Assert.InRange(await inner.Task.WaitAsync(TestHost.Patience), deadline.AddSeconds(-20), deadline.AddSeconds(20));
        await cancellation.CancelAsync();
        await innerCancelled.Task.WaitAsync(TestHost.Patience);
        await Assert.ThrowsAsync<RpcException>(async () => await call);
    }

    [Fact]
    public async Task Propagation_OutsideACall_FailsUnlessSuppressed()
    {
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods().Definition()));
        var services = new ServiceCollection();
        services.AddGrpcClient<TestService.TestServiceClient>("strict", options => options.Address = host.Address).EnableCallContextPropagation();
        services.AddGrpcClient<TestService.TestServiceClient>("loose", options => options.Address = host.Address)
            .EnableCallContextPropagation(options => options.SuppressContextNotFoundErrors = true);
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<global::Grpc.Net.ClientFactory.GrpcClientFactory>();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await factory.CreateClient<TestService.TestServiceClient>("strict").EmptyCallAsync(new Empty()));
        await factory.CreateClient<TestService.TestServiceClient>("loose").EmptyCallAsync(new Empty());
    }

    [Fact]
    public async Task Credentials_OfClient_AddHeadersWhenAllowedInClear()
    {
        var seen = new List<string?>();
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
        {
            Empty = (_, context) =>
            {
                seen.Add(context.RequestHeaders.GetValue("authorization"));
                return Task.FromResult(new Empty());
            },
        }.Definition()));
        foreach (var allowed in (bool[])[true, false])
        {
            var services = new ServiceCollection();
            services.AddGrpcClient<TestService.TestServiceClient>(options => options.Address = host.Address)
                .ConfigureChannel(options => options.UnsafeUseInsecureChannelCallCredentials = allowed)
                .AddCallCredentials((_, metadata) =>
                {
                    metadata.Add("authorization", "Bearer me");
                    return Task.CompletedTask;
                });
            await using var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<TestService.TestServiceClient>().EmptyCallAsync(new Empty());
        }

        Assert.Equal(["Bearer me", null], seen);
    }

    [Fact]
    public async Task Interceptors_OfClient_RunInOrder()
    {
        var log = new List<string>();
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(new TestMethods().Definition()));
        var services = new ServiceCollection();
        services.AddGrpcClient<TestService.TestServiceClient>(options => options.Address = host.Address)
            .AddInterceptor(() => new Noting("first", log))
            .AddInterceptor(() => new Noting("second", log));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<TestService.TestServiceClient>().EmptyCallAsync(new Empty());
        Assert.Equal(["first", "second"], log);
    }

    private sealed class Noting(string name, List<string> log) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            log.Add(name);
            return continuation(request, context);
        }
    }

    private sealed class Forwarding(TestService.TestServiceClient client) : TestService.TestServiceBase
    {
        public override async Task<Empty> EmptyCall(Empty request, ServerCallContext context) => await client.EmptyCallAsync(request);
    }
}
