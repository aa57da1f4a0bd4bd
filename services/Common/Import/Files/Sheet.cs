using System.Globalization;

namespace Summit.Import.Files;

/// <summary>A sheet of a workbook, or the one table of a text file.</summary>
/// <param name="Name">Its name; empty for a file without sheets.</param>
/// <param name="Rows">Its rows that have content.</param>
public sealed record Sheet(string Name, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>The ranges of cells that are shown as one cell.</summary>
    public IReadOnlyList<MergedCells> Merged { get; init; } = [];

    /// <summary>Whether the table writes a comma before decimals when no cell tells: semicolons part its columns.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>The text of a cell. Each cell of a merged range has the text of its first.</summary>
    public string Shown(SheetRow row, int column)
    {
        if (row[column].Length == 0 && Merged.FirstOrDefault(m => m.Contains(row.Number, column)) is { } merged)
        {
            return Rows.FirstOrDefault(r => r.Number == merged.FirstRow)?[merged.FirstColumn] ?? "";
        }

        return row[column];
    }

    /// <summary>The letters of a column, for example <c>AB</c> for 27.</summary>
    public static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString(CultureInfo.InvariantCulture) : Letters(column / 26 - 1) + Letters(column % 26);
}

/// <summary>A row of a sheet.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Cells">The texts of its cells.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>The text of a cell; empty when the row ends before it.</summary>
    public string this[int column] => column < Cells.Count ? Cells[column] : "";

    /// <summary>Whether no cell has content.</summary>
    public bool IsEmpty => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>A range of cells that are shown as one. Rows count from 1, columns from 0.</summary>
public sealed record MergedCells(int FirstRow, int LastRow, int FirstColumn, int LastColumn)
{
    /// <summary>Whether a cell is in the range.</summary>
    public bool Contains(int row, int column) => row >= FirstRow && row <= LastRow && column >= FirstColumn && column <= LastColumn;
}
