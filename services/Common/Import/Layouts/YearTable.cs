using Summit.Import.Cells;
using Summit.Import.Files;

namespace Summit.Import.Layouts;

/// <summary>A table with a row a country and a column a year, as statistics are published: under titles, in sections, with notes below.</summary>
/// <param name="sheet">The sheet.</param>
/// <param name="header">The row with the years.</param>
/// <param name="years">The columns of the years.</param>
public sealed class YearTable(Sheet sheet, SheetRow header, IReadOnlyList<(int Column, Year Year)> years)
{
    private const int LeastYears = 3;

    /// <summary>How the table writes numbers.</summary>
    public NumberForm Numbers { get; } = NumberForm.Of(sheet.Rows.Where(r => r.Number > header.Number).SelectMany(r => years.Select(y => r[y.Column])), sheet.DecimalComma);

    /// <summary>The texts above the years: title, units, notes.</summary>
    public IReadOnlyList<string> Above { get; } =
        [.. sheet.Rows.Where(r => r.Number < header.Number).SelectMany(r => r.Cells).Select(cell => cell.Trim()).Where(cell => cell.Length > 0)];

    /// <summary>The sheet.</summary>
    public Sheet Sheet => sheet;

    /// <summary>The years, in the order of their columns.</summary>
    public IEnumerable<Year> Years => years.Select(y => y.Year);

    /// <summary>Finds the table of a sheet; null when no row near its top has three years.</summary>
    public static YearTable? Find(Sheet sheet)
    {
        foreach (var row in sheet.Rows.Take(FileLimits.HeaderRows))
        {
            var years = Enumerable.Range(0, row.Cells.Count).Select(c => (Column: c, Year: Year.TryRead(row[c]))).Where(y => y.Year is not null).Select(y => (y.Column, y.Year!.Value)).ToList();
            if (years.Count >= LeastYears)
            {
                return new YearTable(sheet, row, years);
            }
        }

        return null;
    }

    /// <summary>The rows with a label. A label without cells is the section of the rows below it.</summary>
    public IEnumerable<YearRow> Rows()
    {
        var section = "";
        foreach (var row in sheet.Rows.Where(r => r.Number > header.Number))
        {
            var cells = years.Where(y => row[y.Column].Trim().Length > 0).ToList();
            var labels = Enumerable.Range(0, years[0].Column).Where(c => row[c].Trim().Length > 0).ToList();
            if (labels.Count == 0)
            {
                continue;
            }

            if (cells.Count == 0)
            {
                section = row[labels[0]].Trim();
                continue;
            }

            // Statistics put notes and regions beside the name; the name is the first label that is a country.
            var label = labels.FirstOrDefault(c => Countries.CountryNames.Find(row[c]).Kind != Countries.CountryKind.Unknown, labels[0]);
            yield return new YearRow(section, row[label].Trim(), label, row, cells);
        }
    }
}

/// <summary>A row of a <see cref="YearTable"/>.</summary>
/// <param name="Section">The last label above it that had no cells; empty for none.</param>
/// <param name="Label">The country.</param>
/// <param name="Column">Column of the label.</param>
/// <param name="Row">The row.</param>
/// <param name="Cells">The columns of years that have content.</param>
public sealed record YearRow(string Section, string Label, int Column, SheetRow Row, IReadOnlyList<(int Column, Year Year)> Cells);
