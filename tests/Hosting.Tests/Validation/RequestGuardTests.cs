using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Hosting.Validation;
using Summit.Nations.V1;

namespace Summit.Hosting.Tests.Validation;

public sealed class RequestGuardTests
{
    private const string Create = "/summit.nations.v1.PositionService/CreatePosition";

    [Theory]
    [InlineData(1, 40 * 1024)]
    [InlineData(1, 300 * 1024)]
    [InlineData(1000, 20)]
    public async Task Call_ManyOrLargeHeaders_OnlyThatCallIsRefused(int count, int length)
    {
        await using var host = await TestHost.StartAsync();
        await host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p"), host.As(Role.Delegate, "FRA"));
        using var watch = new ChangeService.ChangeServiceClient(host.Channel).WatchChanges(new(), host.As(Role.Viewer));
        Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var headers = Enumerable.Range(0, count).Select(i => ($"x-{i}", new string('a', length))).ToArray();

        var error = await TestHost.FailureOf(host.Positions.GetPositionAsync(
            new GetPositionRequest { Name = "nations/FRA/positions/p" }, TestHost.With(host.Issuer.Mint(Role.Viewer), headers)));

        Assert.Equal((StatusCode.ResourceExhausted, $"{HeaderLimits.MaxHeaders}"), (error.StatusCode, error.Facts["max_headers"]));
        await host.Positions.CreatePositionAsync(TestHost.Published("FRA", "q"), host.As(Role.Delegate, "FRA"));
        Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken)); // The watch on the same connection goes on.
    }

    [Theory]
    [InlineData(Create, "application/grpc-web")]
    [InlineData(Create, "application/grpc-web+proto")]
    [InlineData("/nowhere/Nothing", "application/grpc-web-text")]
    public async Task Call_GrpcWebOnTheGrpcPort_415(string path, string type)
    {
        await using var host = await TestHost.StartAsync();

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync(host, path, type, [0, 0, 0, 0, 0])).Code);
    }

    [Fact]
    public async Task Create_GzipBodyCutBeforeItsEnd_InvalidArgumentAndNothingIsWritten()
    {
        await using var host = await TestHost.StartAsync();
        var kept = TestHost.Published("FRA", "cut").ToByteArray();
        var request = TestHost.Published("FRA", "cut");
        request.ValidateOnly = true; // The last field; a stored block cut before it is a message without it.
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression))
        {
            gzip.Write(request.ToByteArray());
        }

        const int StoredBlockAt = 10 + 5;
        var cut = packed.ToArray()[..(StoredBlockAt + kept.Length)];
        var (_, status) = await PostAsync(host, Create, "application/grpc", [1, 0, 0, (byte)(cut.Length >> 8), (byte)cut.Length, .. cut], host.Issuer.Mint(Role.Delegate, "FRA"));

        Assert.Equal($"{(int)StatusCode.InvalidArgument}", status);
        var error = await TestHost.FailureOf(host.Positions.GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/cut" }, host.As(Role.Viewer)));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task Watch_GzipBodyCutAnywhere_InvalidArgumentAndNoErrorInTheLog()
    {
        using var errors = new ErrorLog();
        await using var host = await TestHost.StartAsync(b => b.Services.AddSingleton<ILoggerProvider>(errors));
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression))
        {
            gzip.Write(new WatchChangesRequest { Types_ = { "summit.nations.v1/Position" }, NamesOnly = true }.ToByteArray());
        }

        var whole = packed.ToArray();
        for (var length = 1; length < whole.Length; length++)
        {
            var (_, status) = await PostAsync(host, "/summit.nations.v1.ChangeService/WatchChanges", "application/grpc", [1, 0, 0, 0, (byte)length, .. whole[..length]]);
            Assert.Equal($"{(int)StatusCode.InvalidArgument}", status);
        }

        await PostAsync(host, Create, "application/grpc", [0, 0, 0, 0, 1, 0xff]);
        Assert.Empty(errors.Lines);
        host.Host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server.ServerCallHandler").LogError(new InvalidOperationException(), "another fault");
        Assert.Single(errors.Lines);
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }

    private static async Task<(HttpStatusCode Code, string? Status)> PostAsync(TestHost host, string path, string type, byte[] framed, string? token = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Host.Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(framed),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", type);
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation("grpc-encoding", "gzip");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation(SummitMetadata.Authorization, $"Bearer {token}");
        }

        using var response = await http.SendAsync(request);
        return (response.StatusCode, response.Headers.Concat(response.TrailingHeaders).FirstOrDefault(h => h.Key == "grpc-status").Value?.First());
    }
}
