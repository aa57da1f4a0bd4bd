using System.Globalization;
using Summit.Report.Content;
using Summit.Tables.Cells;
using Summit.Tables.Files;

namespace Summit.Report.Printing;

/// <summary>A report as comma-separated values, one line per cell: block, row, column, value. It can be pivoted in any spreadsheet.</summary>
internal static class CsvPrinter
{
    private const string SummaryBlock = "Summary";

    public static IEnumerable<string> Print(Document document)
    {
        yield return Line("block", "row", "column", "value");
        foreach (var headline in document.First)
        {
            yield return Line(SummaryBlock, headline.Label, "answer", headline.Text.Replace("\n", "; ", StringComparison.Ordinal));
        }

        foreach (var block in document.Blocks)
        {
            foreach (var grid in block.Parts.OfType<Tabular>())
            {
                foreach (var row in grid.Rows)
                {
                    for (var column = 1; column < row.Count; column++)
                    {
                        yield return Line(block.Title, row[0].Trim(), grid.Columns[column], row[column]);
                    }
                }
            }
        }
    }

    /// <summary>Cells as one line. Text that a spreadsheet could take for a formula is guarded; signed numbers are not.</summary>
    public static string Line(params IEnumerable<string> cells) => CsvFile.Row(cells.Select(Guarded));

    private static string Guarded(string cell) =>
        cell.Length <= 1 || decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? cell : TextGuard.Guard(cell);
}
