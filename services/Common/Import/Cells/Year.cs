using System.Globalization;
using System.Text.RegularExpressions;

namespace Summit.Import.Cells;

/// <summary>A year as the header of a column: <c>2024</c>, <c>2024.0</c>, or <c>2024e</c> for an estimate.</summary>
/// <param name="Number">The year.</param>
/// <param name="Estimate">Whether the table calls its figures estimates.</param>
public readonly partial record struct Year(int Number, bool Estimate)
{
    /// <summary>Reads a year; null when the text is none of 1900 to 2100.</summary>
    public static Year? TryRead(string cell)
    {
        var match = Pattern().Match(Marks.WithoutFootnotes(cell));
        return match.Success && int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture) is >= 1900 and <= 2100 and var year
            ? new Year(year, match.Groups["estimate"].Success)
            : null;
    }

    [GeneratedRegex(@"^(?<year>[12][0-9]{3})(?:[.,]0+)?\s*(?<estimate>e|est\.?|\(e\))?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
