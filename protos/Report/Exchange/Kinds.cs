using Google.Api;
using Google.Protobuf.Reflection;
using Summit.Policy;

namespace Summit.Report.Exchange;

/// <summary>The words for what is imported and exported: layouts of publishers, and the resource types of the contracts by their plurals.</summary>
internal static class Kinds
{
    private const string Budgets = "summit.budgets.v1";
    private const string Logistics = "summit.logistics.v1";

    /// <summary>Layouts of publishers: the word, the area, the kind of the request.</summary>
    private static readonly (string Word, string Package, string Kind)[] Layouts =
    [
        ("nato", Budgets, "nato-tables"),
        ("sipri", Budgets, "sipri-workbook"),
        ("kiel", Budgets, "kiel-months"),
        ("owid", Budgets, "owid"),
        ("shares", Budgets, "shares-by-year"),
    ];

    /// <summary>What is never stored for all: it only goes into a scenario.</summary>
    private static readonly (string Word, string Package, string Kind)[] Assumed = [("prices", Logistics, $"{Logistics}/AssumedPrice")];

    private static readonly (string Word, string Package, string Kind)[] Types =
    [
        .. ContractFiles.Messages.Values.Where(m => PluralOf(m).Length > 0 && !m.File.Package.StartsWith("summit.api", StringComparison.Ordinal))
            .Select(m => (Word(PluralOf(m)), m.File.Package, $"{m.File.Package}/{m.Name}")).OrderBy(t => t.Item1, StringComparer.Ordinal),
    ];

    /// <summary>All words for an import.</summary>
    public static IEnumerable<string> ForImport => Layouts.Concat(Types).Select(kind => kind.Word);

    /// <summary>All words for an import into a scenario.</summary>
    public static IReadOnlyList<string> ForScenario { get; } = ["force-elements", "offers", "positions", "prices", "transport-arcs", "transport-nodes"];

    /// <summary>All words for an export.</summary>
    public static IEnumerable<string> ForExport => Types.Select(kind => kind.Word);

    /// <summary>Finds a layout or type by its word or its full name; null when there is none.</summary>
    public static (string Package, string Kind)? Find(string word) =>
        Layouts.Concat(Assumed).Concat(Types).FirstOrDefault(kind => kind.Word == word || kind.Kind == word) is { Package: { } package } found ? (package, found.Kind) : null;

    /// <summary>Finds a layout or type for an import; null when there is none, or when its word is not one of these.</summary>
    public static (string Package, string Kind)? Find(string word, IEnumerable<string> words) =>
        Find(word) is { } found && (word == found.Kind || words.Contains(word)) ? found : null;

    private static string PluralOf(MessageDescriptor message) => message.GetOptions()?.GetExtension(ResourceExtensions.Resource)?.Plural ?? "";

    private static string Word(string plural) => string.Concat(plural.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
