using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Collections;
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

    public IReadOnlyCollection<SeenLog> Logs => _received.Logs;

    /// <summary>The metrics now, each with the series that have come so far.</summary>
    public IReadOnlyList<SeenMetric> Metrics => _received.CopyOfMetrics();

    /// <summary>Attributes of the processes that telemetry came from, by service.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Resources => _received.Resources;

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
        app.MapGrpcService<LogRecords>();
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
                Assert.Fail($"{what} did not arrive. Spans: {string.Join(Environment.NewLine, Spans)}. Metrics: {string.Join(", ", Metrics.Select(m => m.Name))}");
            }
        }
    }

    /// <summary>Waits until a service has sent its metrics twice more: the second has all that happened before this call.</summary>
    public async Task MetricsOfAsync(string service)
    {
        var before = _received.Exports.GetValueOrDefault(service);
        await UntilAsync(() => _received.Exports.GetValueOrDefault(service) >= before + 2, $"the metrics of {service}");
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);

    private static Dictionary<string, string> Texts(RepeatedField<KeyValue>? attributes) =>
        (attributes ?? []).GroupBy(a => a.Key).ToDictionary(a => a.Key, a => Text(a.First().Value), StringComparer.Ordinal);

    private static string Text(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };

    private sealed class Received
    {
        private readonly Dictionary<(string, string), SeenMetric> _metrics = [];
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<SeenSpan> Spans { get; } = new();

        public ConcurrentQueue<SeenLog> Logs { get; } = new();

        public ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Resources { get; } = new();

        public ConcurrentDictionary<string, int> Exports { get; } = new();

        public Task Next => Volatile.Read(ref _next).Task;

        public void Arrived() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

        /// <summary>Notes which process it was; returns the service's name.</summary>
        public string From(Resource? resource)
        {
            var attributes = Texts(resource?.Attributes);
            var service = attributes.GetValueOrDefault("service.name", "");
            Resources[service] = attributes;
            return service;
        }

        public void Add(string service, string scope, Metric metric)
        {
            lock (_metrics)
            {
                var histogram = metric.Histogram?.DataPoints ?? [];
                var type = metric switch
                {
                    { Histogram: not null } => "histogram",
                    { Gauge: not null } => "gauge",
                    { Sum.IsMonotonic: true } => "counter",
                    _ => "updowncounter",
                };
                var bounds = string.Join(", ", histogram.FirstOrDefault()?.ExplicitBounds.Select(b => b.ToString(System.Globalization.CultureInfo.InvariantCulture)) ?? []);
                if (!_metrics.TryGetValue((service, metric.Name), out var seen))
                {
                    seen = _metrics[(service, metric.Name)] = new(service, scope, metric.Name, metric.Unit, type, bounds);
                }

                IEnumerable<RepeatedField<KeyValue>> points =
                    [.. (metric.Gauge ?? metric.Sum)?.DataPoints.Select(p => p.Attributes) ?? [], .. histogram.Select(p => p.Attributes)];
                foreach (var point in points)
                {
                    var attributes = Texts(point).OrderBy(a => a.Key, StringComparer.Ordinal).ToList();
                    seen.Series.Add(string.Join(';', attributes.Select(a => $"{a.Key}={a.Value}")));
                    attributes.ForEach(a => seen.Attributes.Add((a.Key, a.Value)));
                }

                seen.Exemplars.UnionWith(histogram.SelectMany(p => p.Exemplars).Select(e => Hex(e.TraceId)));
            }
        }

        public List<SeenMetric> CopyOfMetrics()
        {
            lock (_metrics)
            {
                return [.. _metrics.Values.Select(m => m.Copy())];
            }
        }
    }

    private sealed class Traces(Received received) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            foreach (var resource in request.ResourceSpans)
            {
                var service = received.From(resource.Resource);
                foreach (var (scope, span) in resource.ScopeSpans.SelectMany(s => s.Spans.Select(x => (s.Scope?.Name ?? "", x))))
                {
                    received.Spans.Enqueue(new SeenSpan(
                        service, scope, span.Name, span.Kind, Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId), span.Status?.Code == 2, Texts(span.Attributes), [.. span.Events.Select(e => e.Name)]));
                }
            }

            received.Arrived();
            return Task.FromResult(new ExportTraceServiceResponse());
        }
    }

    private sealed class LogRecords(Received received) : LogsService.LogsServiceBase
    {
        public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
        {
            foreach (var resource in request.ResourceLogs)
            {
                var service = received.From(resource.Resource);
                foreach (var (scope, record) in resource.ScopeLogs.SelectMany(s => s.LogRecords.Select(r => (s.Scope?.Name ?? "", r))))
                {
                    received.Logs.Enqueue(new SeenLog(service, scope, record.EventName, record.SeverityNumber, Hex(record.TraceId), Text(record.Body), Texts(record.Attributes)));
                }
            }

            received.Arrived();
            return Task.FromResult(new ExportLogsServiceResponse());
        }
    }

    private sealed class Meters(Received received) : MetricsService.MetricsServiceBase
    {
        public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
        {
            foreach (var resource in request.ResourceMetrics)
            {
                var service = received.From(resource.Resource);
                foreach (var (scope, metric) in resource.ScopeMetrics.SelectMany(s => s.Metrics.Select(m => (s.Scope?.Name ?? "", m))))
                {
                    received.Add(service, scope, metric);
                }

                received.Exports.AddOrUpdate(service, 1, (_, count) => count + 1);
            }

            received.Arrived();
            return Task.FromResult(new ExportMetricsServiceResponse());
        }
    }
}
