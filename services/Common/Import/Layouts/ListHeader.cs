using Summit.Import.Files;
using Summit.Store;
using Summit.Tables.Columns;

namespace Summit.Import.Layouts;

/// <summary>The header of a list: which column of the sheet is which field.</summary>
internal sealed class ListHeader
{
    private static readonly string[] NationHeaders = ["nation", "country", "iso3", "iso_3", "iso", "iso_code", "country_code", "code", "entity", "country_name"];
    private static readonly Dictionary<string, string> SourceHeaders = new(StringComparer.Ordinal)
    {
        ["title"] = "source.title",
        ["source"] = "source.title",
        ["source_title"] = "source.title",
        ["publisher"] = "source.publisher",
        ["publish_date"] = "source.publish_date",
        ["published"] = "source.publish_date",
        ["edition"] = "source.edition",
        ["confidence"] = "source.confidence",
        ["locator"] = "source.locator",
        ["url"] = "source.locator",
    };

    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

    /// <summary>Row of the header.</summary>
    public required SheetRow Row { get; init; }

    /// <summary>The columns that are fields.</summary>
    public List<(int Index, string Header, Column Column, Alias Alias)> Fields { get; } = [];

    /// <summary>Column of the id; null when there is none.</summary>
    public int? Id { get; private set; }

    /// <summary>Column of the nation, where the nation is part of the name; null when there is none.</summary>
    public int? Nation { get; private set; }

    /// <summary>Headers that are no field.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Columns that are a field which another column is already, with its header.</summary>
    public List<(int Index, string Header, string Field)> Twice { get; } = [];

    /// <summary>How many columns mean something.</summary>
    public int Score => Fields.Count + (Id is null ? 0 : 1) + (Nation is null ? 0 : 1);

    /// <summary>Index of any column by its header; null when there is none.</summary>
    public int? Find(string header) => _texts.TryGetValue(header, out var index) ? index : null;

    /// <summary>Finds the row that is the header of a list of the type: the one with the most fields. Null when no row has two.</summary>
    public static ListHeader? Find(Sheet sheet, ResourceType type, ListTerms terms)
    {
        var best = sheet.Rows.Take(FileLimits.HeaderRows).Select((row, index) => Of(sheet, index, type, terms)).MaxBy(header => header.Score);
        return best is { Score: >= 2 } ? best : null;
    }

    private static ListHeader Of(Sheet sheet, int index, ResourceType type, ListTerms terms)
    {
        var row = sheet.Rows[index];
        var header = new ListHeader { Row = row };
        var above = index > 0 ? sheet.Rows[index - 1] : null;
        for (var column = 0; column < row.Cells.Count; column++)
        {
            var text = sheet.Shown(row, column);
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            // A header of two rows: "source" merged over "title" and "publisher" is source.title and source.publisher.
            var whole = above is not null && sheet.Shown(above, column) is { Length: > 0 } over ? $"{Ids.Header(over)}.{Ids.Header(text)}" : "";
            if (!header.Take(column, Ids.Header(text), text, type, terms) && (whole.Length == 0 || !header.Take(column, whole, text, type, terms)))
            {
                header.Unknown.Add(text);
            }
        }

        return header;
    }

    private bool Take(int index, string key, string text, ResourceType type, ListTerms terms)
    {
        _texts.TryAdd(key, index);
        var alias = terms.Headers.GetValueOrDefault(key) ?? new Alias(key);
        var column = TableColumns.Find(type.Descriptor, alias.Column);
        column ??= SourceHeaders.TryGetValue(key, out var source) ? TableColumns.Find(type.Descriptor, source) : null;
        if (column is null && Id is null && (key == "id" || key == Last(type) || terms.Ids.Contains(key)))
        {
            Id = index;
            return true;
        }

        if (column is null && NationHeaders.Contains(key))
        {
            // The nation is a part of the name, or a field.
            if (type.Pattern.StartsWith("nations/", StringComparison.Ordinal))
            {
                Nation ??= index;
                return true;
            }

            column = TableColumns.Find(type.Descriptor, "nation");
        }

        if (column is null)
        {
            return terms.CompleteHeaders.Contains(key);
        }

        if (Fields.Exists(f => f.Column == column))
        {
            // Of two usual headers the first counts; the same header twice leaves open which is meant.
            if (key == column.Header)
            {
                Twice.Add((index, text, column.Header));
            }

            return key == column.Header;
        }

        Fields.Add((index, text, column, alias));
        return true;
    }

    private static string Last(ResourceType type) => type.Pattern.Split('/')[^1].Trim('{', '}');
}
