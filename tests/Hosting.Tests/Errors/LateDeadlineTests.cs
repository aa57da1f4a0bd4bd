using System.Net;
using System.Net.Http.Headers;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Summit.Hosting.Tests.Errors;

public sealed class LateDeadlineTests
{
    [Fact]
    public async Task Call_DeadlineEndsItBeforeTheFirstInterceptor_DeadlineExceededAndNoError()
    {
        var logs = new CollectingLogs();
        var passed = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(b =>
        {
            b.Services.AddSingleton<ILoggerProvider>(logs);
            b.Services.AddSingleton(new Late(passed));
            b.Services.PostConfigure<GrpcServiceOptions>(grpc =>
            {
                grpc.Interceptors.Add<Late>();
                var late = grpc.Interceptors[^1];
                grpc.Interceptors.RemoveAt(grpc.Interceptors.Count - 1);
                grpc.Interceptors.Insert(0, late);
            });
        });

        // By hand: a gRPC client ends the call itself at its deadline, and the runtime would have nobody to answer.
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Host.Address, "summit.nations.v1.PositionService/GetPosition"))
        {
            Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation("grpc-timeout", "200m");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        await passed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal($"{(int)StatusCode.DeadlineExceeded}", response.Headers.Concat(response.TrailingHeaders).First(h => h.Key == "grpc-status").Value.First());
        Assert.DoesNotContain(logs.Lines, l => l.Contains("Exception", StringComparison.Ordinal) && !l.Contains("RpcException", StringComparison.Ordinal));
    }

    /// <summary>Lets a call reach the other interceptors only after the runtime has answered for it.</summary>
    private sealed class Late(TaskCompletionSource passed) : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            while (!context.GetHttpContext().Response.HasStarted)
            {
                await Task.Yield();
            }

            try
            {
                return await continuation(request, context);
            }
            finally
            {
                passed.TrySetResult();
            }
        }
    }
}
