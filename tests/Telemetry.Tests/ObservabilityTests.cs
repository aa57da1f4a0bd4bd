using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Summit.Telemetry.Tests;

/// <summary>Rules, dashboards, collector and runbook speak of the same signals as the registry.</summary>
public sealed class ObservabilityTests
{
    private const string Objectives = "slo.rules.yaml";
    private const string Causes = "alerts.rules.yaml";

    // Labels of Prometheus itself and of the objectives.
    private static readonly string[] Others = ["le", "slo", "alertname"];
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Observability");
    private readonly Registry _registry = Registry.Read();

    [Fact]
    public void Expressions_OfRulesAndDashboards_NameMetricsOfTheRegistry()
    {
        var known = _registry.Metrics.SelectMany(PromQl.NamesOf).Concat(Rules("record")).ToHashSet();
        Assert.Empty(Expressions().SelectMany(e => PromQl.MetricsOf(e).Where(name => !known.Contains(name)).Select(name => $"{name} in {e}")));
    }

    [Fact]
    public void Expressions_OfRulesAndDashboards_NameLabelsOfTheRegistry()
    {
        var known = _registry.Attributes.Keys.Concat(_registry.Resource).Select(PromQl.LabelOf).Concat(Others).ToHashSet();
        Assert.Empty(Expressions().SelectMany(e => PromQl.LabelsOf(e).Where(name => !known.Contains(name)).Select(name => $"{name} in {e}")));
    }

    [Fact]
    public void Objectives_OfLatency_AreBoundsOfTheHistogram()
    {
        var bounds = _registry.Metrics.Single(m => m.Name == "rpc.server.call.duration").Buckets.Select(b => b.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        var asked = Regex.Matches(File.ReadAllText(Path.Combine(Folder, Objectives)), "le=\"([^\"]+)\"").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(asked);
        Assert.Subset(bounds, asked.ToHashSet());
    }

    [Fact]
    public void Alerts_Each_HasARunbookEntryAndACaseInWhichItFires()
    {
        var alerts = Rules("alert").ToList();
        Assert.NotEmpty(alerts);
        var entries = Regex.Matches(File.ReadAllText(Path.Combine(Folder, "runbook.md")), "^### (\\w+)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        Assert.Equal(alerts.Order(StringComparer.Ordinal), entries.Order(StringComparer.Ordinal));
        var cases = File.ReadAllText(Path.Combine(Folder, "rules.test.yaml"));
        Assert.All(alerts, alert =>
        {
            Assert.Contains($"labels: 'ALERTS{{alertname=\"{alert}\"", cases, StringComparison.Ordinal);
            Assert.Contains($"docs/operations/runbook.md#{alert.ToLowerInvariant()}", File.ReadAllText(Path.Combine(Folder, Objectives)) + File.ReadAllText(Path.Combine(Folder, Causes)), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Collector_Pipelines_AreOfPartsThatAreThere()
    {
        var root = Load("collector.yaml");
        var pipelines = (YamlMappingNode)root["service"]["pipelines"];
        Assert.Equal(["logs", "metrics", "traces"], pipelines.Children.Keys.Select(k => $"{k}").Order());
        foreach (var (part, node) in pipelines.Children.Values.SelectMany(p => ((YamlMappingNode)p).Children).SelectMany(p => ((YamlSequenceNode)p.Value).Select(name => ($"{p.Key}", name))))
        {
            Assert.Contains(node, ((YamlMappingNode)root[part]).Children.Keys);
        }
    }

    private static YamlNode Load(string file)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(Folder, file));
        yaml.Load(text);
        return yaml.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> AllRules() => new[] { Objectives, Causes }
        .SelectMany(file => (YamlSequenceNode)Load(file)["groups"]).SelectMany(group => (YamlSequenceNode)group["rules"]).Cast<YamlMappingNode>();

    private static IEnumerable<string> Rules(string kind) => AllRules().Where(r => r.Children.ContainsKey(kind)).Select(r => $"{r[kind]}");

    private static IEnumerable<string> Expressions() => AllRules().Select(r => $"{r["expr"]}").Concat(Directory.GetFiles(Folder, "*.json").SelectMany(file =>
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(file));
        return dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(p => p.GetProperty("targets").EnumerateArray()).Select(t => t.GetProperty("expr").GetString()!).ToList();
    }));
}
