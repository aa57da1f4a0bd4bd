namespace Summit.Telemetry.Tests;

/// <summary>What an assessment sends: one trace through all services, and the signals that the registry lists for it.</summary>
public sealed class AssessmentTraceTests(AssessmentRun run) : IClassFixture<AssessmentRun>
{
    private const string Assessment = "summit.logistics.v1.AssessmentService/AssessDeployment";
    private readonly Registry _registry = Registry.Read();

    [Fact]
    public void Assessment_EverythingSent_IsAsTheRegistrySays()
    {
        var problems = string.Join(Environment.NewLine, _registry.Problems(run.Collector));
        Assert.True(problems.Length == 0, problems);
    }

    [Fact]
    public void Registry_EverythingOfAnAssessment_IsSent()
    {
        var spans = _registry.Spans.Where(s => s.When == Registry.Assessment).Select(s => s.Scope);
        var metrics = _registry.Metrics.Where(m => m.When == Registry.Assessment).Select(m => m.Name);

        Assert.NotEmpty(spans);
        Assert.NotEmpty(metrics);
        Assert.Empty(spans.Except(run.Collector.Spans.Select(s => s.Scope)));
        Assert.Empty(metrics.Except(run.Collector.Metrics.Select(m => m.Name)));
    }

    [Fact]
    public void Assessment_ThroughTheGateway_IsOneTraceDownToTheStores()
    {
        var spans = run.Spans;
        var byId = spans.ToDictionary(s => s.SpanId);
        var gateway = Assert.Single(spans, s => IsServer(s) && s.Service == "summit-gateway");
        var logistics = Assert.Single(spans, s => IsServer(s) && s.Service == "summit-logistics");
        Assert.Equal((Assessment, Assessment), (gateway.Name, logistics.Name));
        Assert.Contains(gateway.SpanId, Ancestors(logistics));
        foreach (var service in new[] { "summit-nations", "summit-budgets" })
        {
            var calls = spans.Where(s => IsServer(s) && s.Service == service).ToList();
            Assert.NotEmpty(calls);
            Assert.All(calls, call => Assert.Contains(logistics.SpanId, Ancestors(call)));
        }

        foreach (var service in new[] { "summit-logistics", "summit-nations", "summit-budgets" })
        {
            var store = spans.Where(s => s.Service == service && s.Scope == "Summit.Store").ToList();
            Assert.True(store.Count > 0, $"{service} shows no store span; there are:{string.Concat(spans.Select(s => $"\n{s.Service} {s.Scope} {s.Name}"))}");
            Assert.All(store, s => Assert.Contains(Ancestors(s), id => byId[id] is { } parent && IsServer(parent) && parent.Service == service));
        }

        List<string> Ancestors(SeenSpan span)
        {
            var ids = new List<string>();
            for (var at = span; byId.TryGetValue(at.ParentId, out var parent); at = parent)
            {
                ids.Add(parent.SpanId);
            }

            return ids;
        }
    }

    private static bool IsServer(SeenSpan span) => span.Scope == "Microsoft.AspNetCore";
}
