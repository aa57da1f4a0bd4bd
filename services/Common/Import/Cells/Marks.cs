using System.Buffers;
using System.Collections.Frozen;

namespace Summit.Import.Cells;

/// <summary>Marks in the cells of published tables: footnotes behind a value, and signs for "no value".</summary>
public static class Marks
{
    private const string Footnotes = "*†‡§¶‖#¹²³⁴⁵⁶⁷⁸⁹⁰";

    // "(a)" and "[123]" are footnotes; longer brackets belong to the text.
    private const int LongestInBrackets = 3;

    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    private static readonly FrozenSet<string> Missing =
        new[] { "", "..", "...", ". .", ". . .", "…", "-", "--", "–", "—", "−", "xxx", "n.a.", "n.a", "n/a", "na", "#n/a", "n.d.", "nd", ":", "null", "not available" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the cell says that there is no value.</summary>
    public static bool IsMissing(string cell) => Missing.Contains(WithoutFootnotes(cell));

    /// <summary>The text without footnote marks behind it, such as <c>*</c>, <c>(a)</c>, <c>[1]</c>, <c>²</c> or <c>†</c>, and without blanks around it.</summary>
    public static string WithoutFootnotes(string cell)
    {
        var text = cell.Replace('\u00a0', ' ').Replace('\u202f', ' ').AsSpan().Trim();
        while (text.Length > 0 && LengthOfMark(text) is var length and > 0)
        {
            text = text[..^length].TrimEnd();
        }

        return text.ToString();
    }

    // The length of the footnote mark at the end; 0 when there is none.
    private static int LengthOfMark(ReadOnlySpan<char> text) => text[^1] switch
    {
        ')' when text is [.., '(', >= 'a' and <= 'z', ')'] => LongestInBrackets,
        ']' when text[..^1].LastIndexOf('[') is var open and >= 0 && text.Length - open - 2 is >= 1 and <= LongestInBrackets && text[(open + 1)..^1].IndexOfAnyExcept(Letters) < 0 => text.Length - open,
        var last => Footnotes.Contains(last, StringComparison.Ordinal) ? 1 : 0,
    };
}
