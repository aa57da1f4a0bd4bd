using Summit.Data.V1;
using Summit.Import.Files;

namespace Summit.Import.Rows;

/// <summary>What a layout reads from a file: rows, faults, what it recognised and what it left out.</summary>
public sealed class RowsRead
{
    private const int MaxValue = 100;
    private readonly HashSet<string> _recognised = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);

    /// <summary>The rows, in the order of the file.</summary>
    public List<ImportedRow> Rows { get; } = [];

    /// <summary>The faults, in the order in which they were found.</summary>
    public List<ImportFault> Faults { get; } = [];

    /// <summary>What was recognised, a sentence each.</summary>
    public IEnumerable<string> Recognised => _recognised;

    /// <summary>What was left out on purpose, a sentence each.</summary>
    public IEnumerable<string> LeftOut => _leftOut;

    /// <summary>Notes what was recognised.</summary>
    public void Recognise(string sentence) => _recognised.Add(sentence);

    /// <summary>Notes what was left out and why.</summary>
    public void LeaveOut(string sentence) => _leftOut.Add(sentence);

    /// <summary>Adds a fault of the whole file or sheet.</summary>
    public void Fault(string description, string sheet = "") => Add(sheet, 0, "", "", description);

    /// <summary>Adds a fault of a cell.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">Column, from 0.</param>
    /// <param name="header">Header of the column.</param>
    /// <param name="description">What is wrong and what is allowed.</param>
    public void Fault(Sheet sheet, SheetRow row, int column, string header, string description) =>
        Add(sheet.Name, row.Number, ImportedRow.ColumnText(column, header), row[column], description);

    /// <summary>Adds a fault of a row that was read.</summary>
    /// <param name="row">The row.</param>
    /// <param name="field">Path of the field; empty for the whole row.</param>
    /// <param name="description">What is wrong and what is allowed.</param>
    public void Fault(ImportedRow row, string field, string description)
    {
        var column = row.ColumnOf(field);
        var (sheet, at) = row.PlaceOf(field);
        Add(sheet, at, column, "", column.Length == 0 && field.Length > 0 ? $"{field}: {description}" : description);
    }

    /// <summary>Adds a fault.</summary>
    public void Add(string sheet, int row, string column, string value, string description) => Faults.Add(new ImportFault
    {
        Sheet = sheet,
        Row = row,
        Column = column,
        Value = value.Length <= MaxValue ? value : value[..MaxValue] + "…",
        Description = description,
    });
}
