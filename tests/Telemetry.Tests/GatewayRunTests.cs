namespace Summit.Telemetry.Tests;

/// <summary>Each call of the run as its caller saw it, and what its span, its line and the metrics say of it.</summary>
public sealed class GatewayRunTests(GatewayRun run)
{
    private static readonly string[] ServerFaults = ["UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS"];
    private static readonly string[] Refusals = ["UNAUTHENTICATED", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED"];

    [Fact]
    public void Run_EveryPairing_WasAsked() => Assert.Empty(new[]
    {
        ("hit", "OK"), ("hit", "NOT_FOUND"), ("miss", "OK"), ("miss", "NOT_FOUND"), ("miss", "INVALID_ARGUMENT"), ("miss", "UNAVAILABLE"), ("stale", "OK"), ("bypass", "OK"),
    }.Except(run.Asked.Select(a => (a.Cache ?? "", a.Status))));

    [Fact]
    public void Span_OfEachCall_HasItsStatusOutcomeAndFault() => Assert.All(run.Asked, asked =>
    {
        var span = Assert.Single(run.Collector.Spans, s => s.TraceId == asked.Trace && s.Service == GatewayRun.Gateway && s.Kind == SeenSpan.Server);
        Assert.Equal((asked.Method, asked.Method, asked.Status), (span.Name, span.Tags["rpc.method"], span.Tags["rpc.response.status_code"]));
        Assert.Equal(asked.Cache ?? "bypass", span.Tags["summit.cache"]);
        Assert.Equal(("127.0.0.1", true), (span.Tags["server.address"], span.Tags.ContainsKey("server.port")));
        var fault = ServerFaults.Contains(asked.Status);
        Assert.Equal((fault, fault ? asked.Status : null), (span.Error, span.Tags.GetValueOrDefault("error.type")));
        if (asked is { Status: "OK", Method: GatewayRun.Get })
        {
            Assert.StartsWith("summit.nations.v1=", span.Tags["summit.revision"], StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Span_OfTheService_AgreesWithTheGateways() => Assert.All(
        run.Collector.Spans.Where(s => s is { Service: GatewayRun.Nations, Kind: SeenSpan.Server } && run.Asked.Any(a => a.Trace == s.TraceId)),
        span =>
        {
            var asked = run.Asked.Single(a => a.Trace == span.TraceId);
            Assert.Equal((asked.Status, ServerFaults.Contains(asked.Status)), (span.Tags["rpc.response.status_code"], span.Error));
        });

    [Fact]
    public void CallLog_OfEachCall_IsOneLineOfItsKind() => Assert.All(run.Asked, asked =>
    {
        var line = Assert.Single(run.Collector.Logs, l => l.Service == GatewayRun.Gateway && l.Attributes.GetValueOrDefault("CallTraceId") == asked.Trace);
        Assert.Equal((asked.Method, asked.Status), (line.Attributes["Method"], line.Attributes["Status"]));
        if (Refusals.Contains(asked.Status))
        {
            Assert.Equal(("security.refused", "Summit.Security"), (line.Event, line.Category));
            Assert.NotEmpty(line.Attributes["Reason"]);
        }
        else
        {
            Assert.Contains(line.Event, new[] { "call.ended", "call.slow" });
            Assert.Equal(asked.Cache ?? "bypass", line.Attributes["Cache"]);
        }
    });

    [Fact]
    public void Logs_OfAllKindsOfCallersMistakesAndLeaving_HaveNoError() =>
        Assert.DoesNotContain(run.Collector.Logs, l => l.Severity >= SeenLog.ErrorSeverity);

    [Fact]
    public void Logs_OfProbesAndNames_HaveNoLine()
    {
        Assert.DoesNotContain(run.Collector.Logs, l => l.Attributes.GetValueOrDefault("Method", "").EndsWith("/ProbeRevision", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Collector.Logs.SelectMany(l => l.Attributes.Values), v => v.Contains(GatewayRun.Marker, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Metrics_OfCalls_HaveClassAndOutcomeAndExemplars()
    {
        var calls = Assert.Single(run.Collector.Metrics, m => m is { Service: GatewayRun.Gateway, Name: "rpc.server.call.duration" });
        foreach (var asked in run.Asked.Where(a => a.Method != GatewayRun.Watch))
        {
            Assert.Contains(calls.Series, s => s.Contains($"rpc.method={asked.Method};rpc.response.status_code={asked.Status}", StringComparison.Ordinal)
                && s.Contains($"summit.cache={asked.Cache ?? "bypass"}", StringComparison.Ordinal) && s.Contains($"summit.method.class={(asked.Method == GatewayRun.Get ? "read" : "write")}", StringComparison.Ordinal)
                && s.Contains("error.type=", StringComparison.Ordinal) == ServerFaults.Contains(asked.Status));
        }

        Assert.NotEmpty(calls.Exemplars.Intersect(run.Collector.Spans.Select(s => s.TraceId)));
    }

    [Fact]
    public void Metrics_OfWatches_AreApartFromCalls()
    {
        Assert.Contains(run.Collector.Metrics, m => m is { Service: GatewayRun.Gateway, Name: "summit.watch.duration" });
        Assert.DoesNotContain(run.Collector.Metrics.Where(m => m.Name is "rpc.server.call.duration" or "http.server.request.duration"),
            m => m.Attributes.Any(a => a.Value.EndsWith(GatewayRun.Watch, StringComparison.Ordinal)));
        Assert.Contains(run.Collector.Metrics.Single(m => m is { Service: GatewayRun.Gateway, Name: "http.server.request.duration" }).Attributes, a => a == ("http.route", "/" + GatewayRun.Get));
    }

    [Fact]
    public void Traces_OfProbesAndTheFeed_AreNone()
    {
        Assert.DoesNotContain(run.Collector.Spans, s => s.Tags.Values.Append(s.Name).Any(v => v.EndsWith("/ProbeRevision", StringComparison.Ordinal)));
        Assert.DoesNotContain(run.Collector.Spans, s => s.Name == GatewayRun.Watch && s.Service == GatewayRun.Nations && run.Asked.All(a => a.Trace != s.TraceId));
        Assert.Contains(run.Collector.Metrics.Single(m => m is { Service: GatewayRun.Nations, Name: "rpc.server.call.duration" }).Attributes, a => a.Value.EndsWith("/ProbeRevision", StringComparison.Ordinal));
    }

    [Fact]
    public void Commands_ToRedis_AreSpansOfTheirCalls()
    {
        var traces = run.Asked.Select(a => a.Trace).ToHashSet();
        var commands = run.Collector.Spans.Where(s => s.Scope.EndsWith("StackExchangeRedis", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(commands, c => c.ParentId.Length == 0);
        var ofCalls = commands.Where(c => traces.Contains(c.TraceId)).ToList();
        Assert.Superset(new HashSet<string> { "GET", "EVAL" }, ofCalls.Select(c => c.Name).ToHashSet());
        Assert.All(ofCalls, command =>
        {
            var call = Assert.Single(run.Collector.Spans, s => s.SpanId == command.ParentId);
            Assert.Equal((GatewayRun.Gateway, SeenSpan.Server, command.TraceId), (call.Service, call.Kind, call.TraceId));
            Assert.Equal(("redis", command.Name, $"{run.RedisPort}"), (command.Tags["db.system.name"], command.Tags["db.operation.name"], command.Tags["server.port"]));
        });
    }
}
