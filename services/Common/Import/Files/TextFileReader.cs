using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Summit.Import.Files;

/// <summary>Reads a text file with one row a line. Recognises the encoding, the delimiter and a first line such as <c>sep=;</c>.</summary>
internal static class TextFileReader
{
    private const string Delimiters = ",;\t|";
    private const string DelimiterLine = "sep=";

    // Lines that the delimiter is recognised from.
    private const int SampleLines = 20;
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static Sheet Read(byte[] bytes)
    {
        var text = Decode(bytes);
        var first = 1;
        var delimiter = Delimiter(text);
        if (text.StartsWith(DelimiterLine, StringComparison.OrdinalIgnoreCase) && text.Length > DelimiterLine.Length)
        {
            delimiter = text[DelimiterLine.Length];
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            (text, first) = (end < 0 ? "" : text[(end + 1)..], 2);
        }

        return new Sheet("", Rows(text, delimiter, first)) { DecimalComma = delimiter == ';' };
    }

    /// <summary>The text of a file: as its mark of the encoding says, else UTF-8, else the encoding of Windows in the west.</summary>
    public static string Decode(byte[] bytes)
    {
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
            _ => IsUtf8(bytes) ? Encoding.UTF8.GetString(bytes) : Windows.GetString(bytes),
        };
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new UnreadableFileException("The file is neither a text nor a workbook; send CSV, XLSX, XLS or JSON Lines.")
            : text;
    }

    private static bool IsUtf8(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static List<SheetRow> Rows(string text, char delimiter, int first)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            MaxFieldSize = FileLimits.MaxCellCharacters,
            BadDataFound = null,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        var rows = new List<SheetRow>();
        var (next, cells, last) = (first, 0L, "");
        try
        {
            while (parser.Read())
            {
                var row = new SheetRow(next, parser.Record!);
                (next, last) = (first + parser.RawRow, parser.RawRecord);
                cells += row.Cells.Count;
                if (rows.Count >= FileLimits.MaxRows || row.Cells.Count > FileLimits.MaxColumns || cells > FileLimits.MaxCells)
                {
                    throw new UnreadableFileException($"The table has more than {FileLimits.MaxRows:N0} rows, {FileLimits.MaxColumns:N0} columns or {FileLimits.MaxCells:N0} cells; send it in parts.", "", row.Number);
                }

                if (!row.IsEmpty)
                {
                    rows.Add(row);
                }
            }
        }
        catch (Exception e) when (e is CsvHelperException)
        {
            throw new UnreadableFileException($"A cell has more than {FileLimits.MaxCellCharacters:N0} characters; a quotation mark may be missing at its end.", "", next);
        }

        return last.Count(c => c == '"') % 2 == 0
            ? rows
            : throw new UnreadableFileException("A text that begins with a quotation mark does not end with one.", "", rows.Count > 0 ? rows[^1].Number : first);
    }

    // The one that most lines have, and most often. Quoted parts do not count.
    private static char Delimiter(string text)
    {
        var lines = text.Split('\n', SampleLines + 1).Take(SampleLines).Select(Unquoted).Where(line => line.Trim().Length > 0).ToList();
        return Delimiters.MaxBy(d => (lines.Count(line => line.Contains(d, StringComparison.Ordinal)), lines.Sum(line => line.Count(c => c == d)), d == ',' ? 1 : 0));
    }

    private static string Unquoted(string line) => string.Concat(line.Split('"').Where((_, index) => index % 2 == 0));
}
