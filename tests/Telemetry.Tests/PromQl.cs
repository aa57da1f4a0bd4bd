using System.Text.RegularExpressions;

namespace Summit.Telemetry.Tests;

/// <summary>The metric and label names in an expression of Prometheus, and the names that a registry's metrics have there.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words = ["and", "or", "unless", "by", "on", "without", "ignoring", "group_left", "group_right", "offset", "bool"];

    /// <summary>Names of the metrics that an expression reads.</summary>
    public static IEnumerable<string> MetricsOf(string expression)
    {
        var bare = Grouping().Replace(Range().Replace(Selector().Replace(Quoted().Replace(expression, "\"\""), " "), " "), " ");
        return Name().Matches(Offset().Replace(bare, " ")).Select(m => m.Value).Where(n => !Words.Contains(n)).Distinct();
    }

    /// <summary>Names of the labels that an expression selects or groups by.</summary>
    public static IEnumerable<string> LabelsOf(string expression) => Selector().Matches(expression).SelectMany(s => Label().Matches(s.Value).Select(m => m.Groups[1].Value))
        .Concat(Grouping().Matches(expression).SelectMany(g => g.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))).Distinct();

    /// <summary>The names that a collector gives a metric.</summary>
    public static IEnumerable<string> NamesOf(MetricEntry metric)
    {
        var name = LabelOf(metric.Name) + metric.Unit switch { "s" => "_seconds", "By" => "_bytes", "1" => "_ratio", _ => "" };
        return metric.Type switch
        {
            "histogram" => [name + "_bucket", name + "_count", name + "_sum"],
            "counter" => [name + "_total"],
            _ => [name],
        };
    }

    /// <summary>The name that a collector gives an attribute.</summary>
    public static string LabelOf(string attribute) => attribute.Replace('.', '_');

    [GeneratedRegex(@"""[^""]*""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"\boffset\s+\w+")]
    private static partial Regex Offset();

    [GeneratedRegex(@"\b(?:by|on|without|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)\s*""")]
    private static partial Regex Label();

    [GeneratedRegex(@"(?<![\w:.])[a-zA-Z_][\w:]*\b(?!\s*\()")]
    private static partial Regex Name();
}
