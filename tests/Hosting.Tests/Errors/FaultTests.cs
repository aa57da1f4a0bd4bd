using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Summit.Api.V1;
using Summit.Hosting.Resources;
using Summit.Nations.V1;

namespace Summit.Hosting.Tests.Errors;

public sealed class FaultTests
{
    [Fact]
    public async Task Call_RuleThrowsSomethingUnknown_InternalWithAnErrorIdThatIsInTheLog()
    {
        var logs = new CollectingLogs();
        await using var host = await TestHost.StartAsync(b =>
        {
            b.AddRules<Position, Broken>();
            b.Services.AddSingleton<ILoggerProvider>(logs);
        });

        var error = await TestHost.FailureOf(host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "p"), host.As(Role.Delegate, "FRA")));

        Assert.Equal((StatusCode.Internal, "INTERNAL"), (error.StatusCode, error.Reason));
        Assert.DoesNotContain("secret", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains(error.Facts["error_id"], error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains(logs.Lines, l => l.Contains(error.Facts["error_id"], StringComparison.Ordinal) && l.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_BytesThatAreNoMessage_InvalidArgument()
    {
        await using var host = await TestHost.StartAsync();
        using var client = new HttpClient();
        var body = new ByteArrayContent([0, 0, 0, 0, 4, 0x0a, 0xff, 0xff, 0xff]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Host.Address, "summit.nations.v1.PositionService/GetPosition"))
        {
            Content = body,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));

        using var response = await client.SendAsync(request);

        Assert.Equal("3", Assert.Single(response.Headers.GetValues("grpc-status")));
        Assert.Single(response.Headers.GetValues("grpc-status-details-bin"));
    }

    [Fact]
    public async Task Call_DeadlineRunsOutInTheHandler_DeadlineExceeded()
    {
        var entered = new SemaphoreSlim(0);
        await using var host = await TestHost.StartAsync(b => b.AddRules<Position, Slow>().Services.AddSingleton(entered));
        var options = host.As(Role.Delegate, "FRA").WithDeadline(DateTime.UtcNow.AddMilliseconds(300));

        var error = await TestHost.FailureOf(host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "p"), options));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        entered.Release();
    }

    private sealed class Broken : ResourceRules<Position>
    {
        public override void OnCreate(WriteContext write, Position resource) => throw new InvalidOperationException("secret of ours");
    }

    /// <summary>Holds the store's writer until the test lets go.</summary>
    private sealed class Slow(SemaphoreSlim entered) : ResourceRules<Position>
    {
        public override void OnCreate(WriteContext write, Position resource) => entered.Wait(TimeSpan.FromSeconds(30));
    }
}

internal sealed class CollectingLogs : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(Lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
