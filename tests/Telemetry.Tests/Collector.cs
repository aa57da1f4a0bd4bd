using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Summit.Telemetry.Tests.Otlp;
using Summit.Telemetry.Tests.Otlp.Logs;
using Summit.Telemetry.Tests.Otlp.Metrics;

namespace Summit.Telemetry.Tests;

/// <summary>A span as it arrived.</summary>
internal sealed record SeenSpan(string Service, string Scope, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Tags);

/// <summary>An OTLP collector: what hosts export over gRPC is kept for the test to look at.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly WebApplication _app;
    private readonly Received _received;

    private Collector(WebApplication app, Received received)
    {
        _app = app;
        _received = received;
    }

    public string Address => _app.Urls.First();

    public IReadOnlyCollection<SeenSpan> Spans => _received.Spans;

    public IReadOnlyCollection<string> Metrics => [.. _received.Metrics.Keys];

    public static async Task<Collector> StartAsync()
    {
        var received = new Received();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(received);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<Traces>();
        app.MapGrpcService<Logs>();
        app.MapGrpcService<Meters>();
        await app.StartAsync();
        return new Collector(app, received);
    }

    /// <summary>Waits until what has arrived is enough.</summary>
    public async Task UntilAsync(Func<bool> enough, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!enough())
        {
            var next = _received.Next;
            if (enough())
            {
                return;
            }

            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{what} did not arrive. Spans: {string.Join(Environment.NewLine, Spans)}. Metrics: {string.Join(", ", Metrics)}");
            }
        }
    }

    public bool HasLogOf(string traceId) => _received.LogTraces.ContainsKey(traceId);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private sealed class Received
    {
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<SeenSpan> Spans { get; } = new();

        public ConcurrentDictionary<string, bool> Metrics { get; } = new();

        public ConcurrentDictionary<string, bool> LogTraces { get; } = new();

        public Task Next => Volatile.Read(ref _next).Task;

        public void Arrived() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);

    private static string Text(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(),
        _ => "",
    };

    private sealed class Traces(Received received) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            foreach (var resource in request.ResourceSpans)
            {
                var service = Text(resource.Resource?.Attributes.FirstOrDefault(a => a.Key == "service.name")?.Value);
                foreach (var (scope, span) in resource.ScopeSpans.SelectMany(s => s.Spans.Select(x => (s.Scope?.Name ?? "", x))))
                {
                    received.Spans.Enqueue(new SeenSpan(
                        service, scope, span.Name, Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId),
                        span.Attributes.GroupBy(a => a.Key).ToDictionary(a => a.Key, a => Text(a.First().Value))));
                }
            }

            received.Arrived();
            return Task.FromResult(new ExportTraceServiceResponse());
        }
    }

    private sealed class Logs(Received received) : LogsService.LogsServiceBase
    {
        public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
        {
            foreach (var record in request.ResourceLogs.SelectMany(r => r.ScopeLogs).SelectMany(s => s.LogRecords))
            {
                received.LogTraces[Hex(record.TraceId)] = true;
            }

            received.Arrived();
            return Task.FromResult(new ExportLogsServiceResponse());
        }
    }

    private sealed class Meters(Received received) : MetricsService.MetricsServiceBase
    {
        public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
        {
            foreach (var metric in request.ResourceMetrics.SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics))
            {
                received.Metrics[metric.Name] = true;
            }

            received.Arrived();
            return Task.FromResult(new ExportMetricsServiceResponse());
        }
    }
}
