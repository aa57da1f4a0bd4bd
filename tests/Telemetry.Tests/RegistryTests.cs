using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Summit.Telemetry.Tests;

/// <summary>What a run sends is what the registry lists, no less and no more.</summary>
public sealed class RegistryTests(GatewayRun run)
{
    private const int NotGrown = 10;
    private readonly Registry _registry = Registry.Read();

    [Fact]
    public void Run_EverythingSent_IsAsTheRegistrySays()
    {
        var problems = string.Join(Environment.NewLine, _registry.Problems(run.Collector));
        Assert.True(problems.Length == 0, problems);
    }

    [Fact]
    public void Registry_EveryMetricWithoutCondition_IsSent() =>
        Assert.Empty(_registry.Metrics.Where(m => m.When is null).Select(m => m.Name).Except(run.Collector.Metrics.Select(m => m.Name)));

    [Fact]
    public void Registry_EverySpanWithoutCondition_IsSent() =>
        Assert.Empty(_registry.Spans.Where(s => s.When is null).Select(s => s.Scope).Except(run.Collector.Spans.Select(s => s.Scope)));

    [Fact]
    public void Registry_EveryAttribute_IsDeclaredOnceAndFiniteOnMetrics()
    {
        Assert.Empty(_registry.Metrics.SelectMany(m => m.Attributes).Concat(_registry.Spans.SelectMany(s => s.Attributes)).Except(_registry.Attributes.Keys));
        Assert.All(_registry.Metrics.SelectMany(m => m.Attributes).Distinct(), attribute => Assert.True(_registry.IsFinite(attribute), $"{attribute} may be anything, and stands on a metric"));
    }

    [Fact]
    public void Traffic_NewNamesTokensAndIds_AddNoSeries()
    {
        var (before, after) = run.Growth;
        Assert.NotEmpty(before);
        Assert.All(after, metric =>
        {
            var earlier = before.FirstOrDefault(m => (m.Service, m.Name) == (metric.Service, metric.Name))?.Series.Count ?? 0;
            Assert.True(metric.Series.Count - earlier < NotGrown, $"{metric.Service} {metric.Name}: {GatewayRun.Traffic} calls added {metric.Series.Count - earlier} series");
            Assert.DoesNotContain(metric.Series, s => s.Contains(GatewayRun.Marker, StringComparison.OrdinalIgnoreCase));
        });
    }

    [Fact]
    public void Code_EveryLogEvent_IsInTheRegistry()
    {
        var inCode = Directory.GetFiles(AppContext.BaseDirectory, "Summit.*.dll").Where(f => !Path.GetFileName(f).Contains("Tests", StringComparison.Ordinal))
            .Select(Assembly.LoadFrom)
            .SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(a => $"{a.EventName} {a.Level}")
            .Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(inCode, _registry.Logs.Select(l => $"{l.Event} {l.Level}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Resource_OfEveryHost_NamesServiceVersionAndEnvironment() => Assert.All([GatewayRun.Gateway, GatewayRun.Nations], service =>
    {
        var resource = run.Collector.Resources[service];
        Assert.Equal(("summit", "development"), (resource["service.namespace"], resource["deployment.environment.name"]));
        Assert.NotEmpty(resource["service.version"]);
        Assert.Equal("summit-1", resource["k8s.pod.name"]);
    });
}
