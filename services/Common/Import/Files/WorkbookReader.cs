using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Summit.Import.Files;

/// <summary>Reads the visible sheets of a workbook. Formulas show their last value.</summary>
internal static class WorkbookReader
{
    static WorkbookReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads a workbook.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="errors">Cells whose formula failed, with the text of the error. The reader shows them as empty.</param>
    public static IReadOnlyList<Sheet> Read(byte[] bytes, IReadOnlyDictionary<CellPlace, string> errors)
    {
        try
        {
            using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(bytes));
            return Sheets(reader, errors);
        }
        catch (InvalidPasswordException)
        {
            throw new UnreadableFileException("The workbook is protected by a password; save it without one.");
        }
        catch (Exception e) when (e is not (UnreadableFileException or OutOfMemoryException))
        {
            // The reader ends with any kind of exception when it meets damaged bytes.
            throw new UnreadableFileException("The workbook cannot be read: it is damaged, or not a workbook of Excel. Open it in a spreadsheet and save it again as XLSX.");
        }
    }

    private static List<Sheet> Sheets(IExcelDataReader reader, IReadOnlyDictionary<CellPlace, string> errors)
    {
        var sheets = new List<Sheet>();
        var cells = 0L;
        do
        {
            if (sheets.Count >= FileLimits.MaxSheets)
            {
                throw new UnreadableFileException($"The workbook has more than {FileLimits.MaxSheets} sheets; send it in parts.");
            }

            var rows = new List<SheetRow>();
            for (var next = 1; reader.Read(); next++)
            {
                var number = next;
                var row = new SheetRow(number, Texts(reader, column => errors.GetValueOrDefault(new CellPlace(reader.Name, number, column))));
                cells += row.Cells.Count;
                if (number > FileLimits.MaxRows || row.Cells.Count > FileLimits.MaxColumns || cells > FileLimits.MaxCells)
                {
                    throw new UnreadableFileException($"The sheet has more than {FileLimits.MaxRows:N0} rows or {FileLimits.MaxColumns:N0} columns; delete what is not part of the table.", reader.Name, number);
                }

                if (!row.IsEmpty)
                {
                    rows.Add(row);
                }
            }

            if (reader.VisibleState == "visible")
            {
                sheets.Add(new Sheet(reader.Name, rows) { Merged = [.. (reader.MergeCells ?? []).Where(m => m.FromRow < FileLimits.HeaderRows).Take(FileLimits.MaxMerged).Select(m => new MergedCells(m.FromRow + 1, m.ToRow + 1, m.FromColumn, m.ToColumn))] });
            }
        }
        while (reader.NextResult());
        return sheets;
    }

    private static string[] Texts(IExcelDataReader reader, Func<int, string?> error)
    {
        var texts = Enumerable.Range(0, reader.FieldCount).Select(column => error(column) ?? Text(reader.GetValue(column))).ToArray();
        var length = Array.FindLastIndex(texts, text => text.Length > 0) + 1;
        return length == texts.Length ? texts : texts[..length];
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

/// <summary>A cell of a workbook: its row counts from 1, its column from 0.</summary>
internal readonly record struct CellPlace(string Sheet, int Row, int Column);
