using Google.Api;
using Google.Protobuf.Reflection;
using Summit.Policy;

namespace Summit.Report.Exchange;

/// <summary>The words for what is imported and exported: layouts of publishers, and the resource types of the contracts by their plurals.</summary>
internal static class Kinds
{
    private const string Budgets = "summit.budgets.v1";

    /// <summary>Layouts of publishers: the word, the area, the kind of the request.</summary>
    private static readonly (string Word, string Package, string Kind)[] Layouts =
    [
        ("nato", Budgets, "nato-tables"),
        ("sipri", Budgets, "sipri-workbook"),
        ("kiel", Budgets, "kiel-months"),
        ("owid", Budgets, "owid"),
        ("shares", Budgets, "shares-by-year"),
    ];

    private static readonly (string Word, string Package, string Kind)[] Types =
    [
        .. ContractFiles.Messages.Values.Where(m => PluralOf(m).Length > 0 && !m.File.Package.StartsWith("summit.api", StringComparison.Ordinal))
            .Select(m => (Word(PluralOf(m)), m.File.Package, $"{m.File.Package}/{m.Name}")).OrderBy(t => t.Item1, StringComparer.Ordinal),
    ];

    /// <summary>All words for an import.</summary>
    public static IEnumerable<string> ForImport => Layouts.Concat(Types).Select(kind => kind.Word);

    /// <summary>All words for an export.</summary>
    public static IEnumerable<string> ForExport => Types.Select(kind => kind.Word);

    /// <summary>Finds a layout or type by its word or its full name; null when there is none.</summary>
    public static (string Package, string Kind)? Find(string word) =>
        Layouts.Concat(Types).FirstOrDefault(kind => kind.Word == word || kind.Kind == word) is { Package: { } package } found ? (package, found.Kind) : null;

    private static string PluralOf(MessageDescriptor message) => message.GetOptions()?.GetExtension(ResourceExtensions.Resource)?.Plural ?? "";

    private static string Word(string plural) => string.Concat(plural.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
