namespace Summit.Report.Charts;

/// <summary>Draws one horizontal bar per row, relative to a full length.</summary>
internal static class Bars
{
    private const int MostLabel = 28;

    /// <param name="rows">Label, value, and the value in words.</param>
    /// <param name="whole">The value of a full bar.</param>
    /// <param name="width">Columns to draw in.</param>
    public static IReadOnlyList<string> Draw(IReadOnlyList<(string Label, double Value, string Text)> rows, double whole, int width)
    {
        var label = Math.Min(MostLabel, rows.Max(r => r.Label.Length));
        var text = rows.Max(r => r.Text.Length);
        var length = Math.Max(10, width - label - text - 2);
        return [.. rows.Select(row =>
        {
            var filled = (int)Math.Round(Math.Clamp(row.Value / whole, 0, 1) * length);
            return $"{Cut(row.Label, label).PadRight(label)} {new string('█', filled)}{new string('·', length - filled)} {row.Text}";
        })];
    }

    private static string Cut(string label, int length) => label.Length <= length ? label : label[..(length - 1)] + "…";
}
