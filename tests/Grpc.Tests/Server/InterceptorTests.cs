using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Summit.GrpcTests.Server;

public sealed class InterceptorTests
{
    [Fact]
    public async Task Interceptors_HostAndService_RunInOrderWithArguments()
    {
        var log = new List<string>();
        await using var host = await TestHost.StartAsync(
            app => app.MapGrpcService<Plain>(),
            options =>
            {
                options.Interceptors.Add<Noting>("first");
                options.Interceptors.Add<Noting>("second");
            },
            services =>
            {
                services.AddSingleton(log);
                services.AddGrpc().AddServiceOptions<Plain>(options => options.Interceptors.Add<Noting>("service"));
            });
        await host.Client().EmptyCallAsync(new Empty());
        Assert.Equal(["first", "second", "service", "service done", "second done", "first done"], log);
    }

    [Fact]
    public async Task Service_ScopedDependency_IsNewPerCallAndDisposed()
    {
        await using var host = await TestHost.StartAsync(
            app => app.MapGrpcService<Scoped>(), services: services => services.AddScoped<Resource>().AddSingleton<Counter>());
        var client = host.Client();
        await client.EmptyCallAsync(new Empty());
        await client.EmptyCallAsync(new Empty());
        var counter = host.Services.GetRequiredService<Counter>();
        Assert.Equal(2, counter.Made);
        await counter.AllDisposed.Task.WaitAsync(TestHost.Patience);
    }

    [Fact]
    public async Task Activator_OfTheApplication_MakesAndReleases()
    {
        var activator = new OwnActivator();
        await using var host = await TestHost.StartAsync(
            app => app.MapGrpcService<Plain>(), services: services => services.AddSingleton<IGrpcServiceActivator<Plain>>(activator));
        await host.Client().EmptyCallAsync(new Empty());
        Assert.Equal((1, 1), (activator.Created, activator.Released));
    }

    [Fact]
    public async Task Exception_Unhandled_IsUnknownWithoutItsText()
    {
        var methods = new TestMethods { Empty = (_, _) => throw new InvalidOperationException("secret") };
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(methods.Definition()));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client().EmptyCallAsync(new Empty()));
        Assert.Equal(new Status(StatusCode.Unknown, "Exception was thrown by handler."), error.Status);
    }

    [Fact]
    public async Task Exception_DetailedErrors_HasItsText()
    {
        var methods = new TestMethods { Empty = (_, _) => throw new InvalidOperationException("secret") };
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(methods.Definition()), options => options.EnableDetailedErrors = true);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client().EmptyCallAsync(new Empty()));
        Assert.Contains("secret", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_Mapped_NameMethodAndService()
    {
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService<Plain>());
        var metadata = host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()).OfType<GrpcMethodMetadata>().ToList();
        Assert.Contains(metadata, found => found.Method.FullName == "/grpc.testing.TestService/EmptyCall" && found.ServiceType == typeof(Plain));
    }

    internal sealed class Plain : TestService.TestServiceBase
    {
        public override Task<Empty> EmptyCall(Empty request, ServerCallContext context) => Task.FromResult(request);
    }

    internal sealed class Scoped(Resource resource) : TestService.TestServiceBase
    {
        public override Task<Empty> EmptyCall(Empty request, ServerCallContext context)
        {
            Assert.NotNull(resource);
            return Task.FromResult(request);
        }
    }

    internal sealed class Counter
    {
        private int _disposed;

        public int Made { get; set; }

        public TaskCompletionSource AllDisposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Disposed()
        {
            if (Interlocked.Increment(ref _disposed) == 2)
            {
                AllDisposed.SetResult();
            }
        }
    }

    internal sealed class Resource : IDisposable
    {
        private readonly Counter _counter;

        public Resource(Counter counter)
        {
            _counter = counter;
            counter.Made++;
        }

        public void Dispose() => _counter.Disposed();
    }

    private sealed class Noting(string name, List<string> log) : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            log.Add(name);
            var response = await continuation(request, context);
            log.Add($"{name} done");
            return response;
        }
    }

    private sealed class OwnActivator : IGrpcServiceActivator<Plain>
    {
        public int Created { get; private set; }

        public int Released { get; private set; }

        public GrpcActivatorHandle<Plain> Create(IServiceProvider serviceProvider)
        {
            Created++;
            return new GrpcActivatorHandle<Plain>(new Plain(), created: true, state: null);
        }

        public ValueTask ReleaseAsync(GrpcActivatorHandle<Plain> service)
        {
            Released++;
            return default;
        }
    }
}
