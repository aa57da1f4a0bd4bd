using System.Buffers;
using System.Text;
using Summit.Tables.Cells;

namespace Summit.Tables.Files;

/// <summary>Comma-separated values in UTF-8, lines ending in CR LF as RFC 4180 has them. It holds one table.</summary>
public sealed class CsvFile(Stream stream) : TableFile
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",;\t\"\n\r");
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);
    private readonly StreamWriter _writer = new(stream, Utf8, leaveOpen: true) { NewLine = "\r\n" };

    /// <inheritdoc/>
    public override void Begin(string name, IReadOnlyList<string> headers) => Line(headers);

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Cell> row) => Line(row.Select(cell => cell.Text));

    private protected override void Complete() => _writer.Dispose();

    private void Line(IEnumerable<string> cells) => _writer.WriteLine(Row(cells));

    /// <summary>Cells as one line, quoted where they have to be.</summary>
    public static string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(Quoted));

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(Special) || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' '))
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
}
