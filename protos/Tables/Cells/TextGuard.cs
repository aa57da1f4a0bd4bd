namespace Summit.Tables.Cells;

/// <summary>
/// A spreadsheet runs a text that begins like a formula. Such a text gets an apostrophe in front; reading takes it away again. The
/// same mark keeps blanks at the ends, and tells an empty text from no text.
/// </summary>
public static class TextGuard
{
    private const char Mark = '\'';

    // The wide forms are taken for the plain ones by some spreadsheets.
    private const string Starts = "=+-@\t\r\n'＝＋－＠";

    /// <summary>The text as a cell holds it.</summary>
    public static string Guard(string text) =>
        text.Length == 0 || Starts.Contains(text[0], StringComparison.Ordinal) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? Mark + text : text;

    /// <summary>The text of a cell: without its mark, or without blanks at the ends when it has none.</summary>
    public static string Read(string cell) => cell.Length > 0 && cell[0] == Mark ? cell[1..] : cell.Trim();

    /// <summary>Whether the cell has content. A cell with nothing but the mark has: an empty text.</summary>
    public static bool HasContent(string cell) => !string.IsNullOrWhiteSpace(cell);
}
