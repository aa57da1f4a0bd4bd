using Google.Protobuf;
using Summit.Store;

namespace Summit.Import.Rows;

/// <summary>A resource that a file has figures for.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Resource">The resource as the file has it, with its name. Fields that the file does not have are not set.</param>
/// <param name="Fields">The fields that the file decides: what they are in <paramref name="Resource"/>, also unset, replaces what is held.</param>
/// <param name="Sheet">Sheet of its row.</param>
/// <param name="Row">Row, from 1.</param>
public record ImportedRow(ResourceType Type, IMessage Resource, IReadOnlySet<string> Fields, string Sheet, int Row)
{
    /// <summary>The columns of fields by their paths, as letters and header, for example <c>D 2014</c>.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The sheets and rows of fields that stand elsewhere than the row.</summary>
    public IReadOnlyDictionary<string, (string Sheet, int Row)> Elsewhere { get; init; } = new Dictionary<string, (string, int)>();

    /// <summary>Name of the resource.</summary>
    public string Name => Type.NameOf(Resource);

    /// <summary>The column of a field, or of the field that contains it; empty when it has none.</summary>
    public string ColumnOf(string path)
    {
        for (var at = path; at.Length > 0; at = at.LastIndexOf('.') is var dot and > 0 ? at[..dot] : "")
        {
            var plain = at.IndexOf('[', StringComparison.Ordinal) is var index and >= 0 ? at[..index] : at;
            if (Columns.TryGetValue(at, out var column) || Columns.TryGetValue(plain, out column))
            {
                return column;
            }
        }

        return "";
    }

    /// <summary>The sheet and row of a field.</summary>
    public (string Sheet, int Row) PlaceOf(string path) => Elsewhere.TryGetValue(path, out var place) ? place : (Sheet, Row);

    /// <summary>A column as faults name it.</summary>
    public static string ColumnText(int column, string header) => $"{Files.Sheet.Letters(column)} {header.ReplaceLineEndings(" ").Trim()}".Trim();
}
