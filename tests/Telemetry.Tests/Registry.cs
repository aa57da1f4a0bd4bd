using System.Globalization;
using System.Text.RegularExpressions;
using Grpc.Core;
using Summit.Client;
using Summit.Policy;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Summit.Telemetry.Tests;

/// <summary>The contract of telemetry, <c>deploy/observability/registry.yaml</c>, and what a run breaks of it.</summary>
internal sealed class Registry
{
    public const string File = "registry.yaml";

    /// <summary>Where a signal is sent: while an assessment is answered.</summary>
    public const string Assessment = "assessment";

    // The message before its values are put in, which OpenTelemetry sends beside the finished one.
    private const string Template = "{OriginalFormat}";

    // Sources of values that are few, whatever comes in.
    private static readonly Dictionary<string, Func<string, bool>> Sources = new(StringComparer.Ordinal)
    {
        ["method"] = value => value == "_OTHER" || MethodCatalog.TryFind("/" + value, out _),
        ["status"] = value => Enum.GetValues<StatusCode>().Any(code => SummitTelemetry.NameOf(code) == value),
        ["package"] = value => MethodCatalog.All.Any(m => m.Package == value),
        ["route"] = value => value is "/livez" or "/readyz" or "/status" || value.StartsWith("{unimplementedService}", StringComparison.Ordinal) || value.EndsWith("{unimplementedMethod:grpcunimplemented}", StringComparison.Ordinal) || MethodCatalog.TryFind(value, out _),
        ["code"] = value => Regex.IsMatch(value, "^[A-Za-z0-9_.`-]{1,60}$"),
        ["deployment"] = value => Regex.IsMatch(value, @"^([0-9]+|localhost|feed|\[?[0-9a-f.:]+\]?)$"),
        ["number"] = value => Regex.IsMatch(value, @"^[0-9.]{1,5}$"),
    };

    public Dictionary<string, AttributeEntry> Attributes { get; set; } = [];

    public List<string> Resource { get; set; } = [];

    public List<SpanEntry> Spans { get; set; } = [];

    public List<MetricEntry> Metrics { get; set; } = [];

    public List<LogEntry> Logs { get; set; } = [];

    public static Registry Read() => new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
        .Deserialize<Registry>(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Observability", File)));

    /// <summary>Everything that arrived from a service and is not as the registry says.</summary>
    public IEnumerable<string> Problems(Collector collector)
    {
        // The web console is a site with telemetry of its own framework; this is the contract of the gateway and the services.
        static bool IsHost(string service) => service != "summit-console";
        return collector.Metrics.Where(m => IsHost(m.Service)).SelectMany(Problems)
            .Concat(collector.Spans.Where(s => IsHost(s.Service)).SelectMany(Problems))
            .Concat(collector.Logs.Where(l => IsHost(l.Service)).SelectMany(Problems))
            .Concat(collector.Resources.Where(r => IsHost(r.Key)).SelectMany(r => r.Value.Keys.Except(Resource).Select(a => $"{r.Key}: resource attribute {a}")))
            .Distinct();
    }

    /// <summary>Whether the values of an attribute are few, so that it may stand on metrics.</summary>
    public bool IsFinite(string attribute) => Attributes[attribute] is { Values.Count: > 0 } or { From: not "text" };

    private IEnumerable<string> Problems(SeenMetric seen)
    {
        if (Metrics.Find(m => m.Name == seen.Name) is not { } entry)
        {
            yield return $"metric {seen.Name} ({seen.Unit}, {seen.Type}, {string.Join(", ", seen.Attributes.Select(a => a.Name).Distinct())})";
            yield break;
        }

        if ((entry.Unit, entry.Type, string.Join(", ", entry.Buckets.Select(b => b.ToString(CultureInfo.InvariantCulture)))) != (seen.Unit, seen.Type, seen.Bounds))
        {
            yield return $"metric {seen.Name} is {seen.Unit}, {seen.Type}, buckets [{seen.Bounds}]";
        }

        foreach (var (name, value) in seen.Attributes)
        {
            if (!entry.Attributes.Contains(name))
            {
                yield return $"metric {seen.Name} has the attribute {name}";
            }
            else if (!Allows(name, value))
            {
                yield return $"metric {seen.Name}: {name} is \"{value}\"";
            }
        }
    }

    private IEnumerable<string> Problems(SeenSpan seen)
    {
        if (Spans.Find(s => s.Scope == seen.Scope) is not { } entry)
        {
            return [$"span {seen.Name} of {seen.Scope}"];
        }

        return seen.Tags.Keys.Except(entry.Attributes).Select(a => $"spans of {seen.Scope} have the attribute {a}")
            .Concat(seen.Tags.Where(t => !Allows(t.Key, t.Value) && Attributes.GetValueOrDefault(t.Key)?.From != "deployment").Select(t => $"spans of {seen.Scope}: {t.Key} is \"{t.Value}\""));
    }

    private IEnumerable<string> Problems(SeenLog seen)
    {
        if (!seen.Category.StartsWith("Summit.", StringComparison.Ordinal))
        {
            return [];
        }

        return Logs.Find(l => l.Event == seen.Event) is not { } entry
            ? [$"log event {seen.Event} of {seen.Category}"]
            : seen.Attributes.Keys.Where(a => a != Template && !a.StartsWith("exception.", StringComparison.Ordinal)).Except(entry.Attributes).Select(a => $"log event {seen.Event} has the attribute {a}");
    }

    private bool Allows(string attribute, string value) =>
        Attributes.TryGetValue(attribute, out var entry)
        && (entry.Values.Count > 0 ? entry.Values.Contains(value) : entry.From == "text" || Sources[entry.From].Invoke(value));
}

internal sealed class AttributeEntry
{
    public string Brief { get; set; } = "";

    public string From { get; set; } = "";

    public List<string> Values { get; set; } = [];
}

internal sealed class SpanEntry
{
    public string Scope { get; set; } = "";

    public string? When { get; set; }

    public List<string> Attributes { get; set; } = [];
}

internal sealed class MetricEntry
{
    public string Name { get; set; } = "";

    public string Unit { get; set; } = "";

    public string Type { get; set; } = "";

    public string? When { get; set; }

    public List<double> Buckets { get; set; } = [];

    public List<string> Attributes { get; set; } = [];
}

internal sealed class LogEntry
{
    public string Event { get; set; } = "";

    public string Level { get; set; } = "";

    public List<string> Attributes { get; set; } = [];
}
