using System.Globalization;
using System.Text.RegularExpressions;
using Summit.Kernel;

namespace Summit.Import.Cells;

/// <summary>How a table writes numbers: which sign stands before the decimals. The other one, blanks and apostrophes part thousands.</summary>
/// <param name="DecimalComma">Whether a comma stands before the decimals.</param>
public readonly partial record struct NumberForm(bool DecimalComma)
{
    // A number of up to 30 digits with an exponent up to 99 keeps exact arithmetic small.
    private const int MaxLength = 40;

    /// <summary>Recognises the form from cells. A comma before any other number of digits than three, or behind a point, is decimal.</summary>
    /// <param name="cells">Cells with and without numbers.</param>
    /// <param name="otherwise">The form when no cell tells.</param>
    public static NumberForm Of(IEnumerable<string> cells, bool otherwise = false)
    {
        foreach (var cell in cells)
        {
            var text = Plain(cell);
            if (text.Length > MaxLength || !Digits().IsMatch(text))
            {
                continue;
            }

            var (comma, point) = (text.LastIndexOf(','), text.LastIndexOf('.'));
            if (comma >= 0 && point >= 0)
            {
                return new(comma > point);
            }

            var mark = Math.Max(comma, point);
            if (mark >= 0 && (text.Count(c => c == text[mark]) > 1 || text.Length - mark - 1 != 3 || text[..mark].Trim('-', '+') is "0" or ""))
            {
                // Several of the same sign part thousands.
                return text.Count(c => c == text[mark]) > 1 ? new(comma < 0) : new(comma >= 0);
            }
        }

        return new(otherwise);
    }

    /// <summary>Reads a number exactly; null when the text is none.</summary>
    /// <param name="cell">The cell, with or without footnote marks.</param>
    /// <param name="estimate">Whether the number is marked as an estimate with <c>e</c>.</param>
    public Rational? TryRead(string cell, out bool estimate)
    {
        var text = Plain(cell);
        estimate = text.Length > 1 && text[^1] is 'e' or 'E' && (char.IsAsciiDigit(text[^2]) || text[^2] == ' ');
        text = estimate ? text[..^1].TrimEnd() : text;
        if (text.Length > MaxLength || !(DecimalComma ? WithComma() : WithPoint()).IsMatch(text))
        {
            return null;
        }

        text = Thousands().Replace(text, "");
        text = DecimalComma ? text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : text.Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Rational.Parse(number.ToString(CultureInfo.InvariantCulture)) : null;
    }

    private static string Plain(string cell) => Marks.WithoutFootnotes(cell).Replace('−', '-').TrimEnd('%').Trim();

    [GeneratedRegex(@"^[-+]?[0-9][0-9.,' ’]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"[' ’]", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^[-+]?(?:[0-9]{1,3}(?:[,' ’][0-9]{3})+|[0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]{1,2})?$(?<=[0-9]\.?)", RegexOptions.CultureInvariant)]
    private static partial Regex WithPoint();

    [GeneratedRegex(@"^[-+]?(?:[0-9]{1,3}(?:[.' ’][0-9]{3})+|[0-9]*)(?:,[0-9]*)?(?:[eE][-+]?[0-9]{1,2})?$(?<=[0-9],?)", RegexOptions.CultureInvariant)]
    private static partial Regex WithComma();
}
