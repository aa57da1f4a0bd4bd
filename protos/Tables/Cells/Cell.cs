namespace Summit.Tables.Cells;

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its text. Text that a spreadsheet could take for a formula is guarded, see <see cref="TextGuard"/>.</param>
/// <param name="IsNumber">Whether the text is a number that a spreadsheet can hold without loss, at most 15 digits.</param>
public readonly record struct Cell(string Text, bool IsNumber = false)
{
    private const int SafeDigits = 15;

    /// <summary>A cell without content.</summary>
    public static Cell Empty => new("");

    /// <summary>A cell of free text.</summary>
    public static Cell OfText(string text) => new(text.Length == 0 ? "" : TextGuard.Guard(text));

    /// <summary>A cell of a number as text. More digits than a spreadsheet keeps make it a text.</summary>
    public static Cell OfNumber(string text) => new(text, text.Count(char.IsAsciiDigit) <= SafeDigits && !text.Contains('E', StringComparison.Ordinal));

    /// <summary>A cell of a real number, in the shortest form that reads back the same.</summary>
    public static Cell OfReal(double value) => new(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), double.IsFinite(value));
}
