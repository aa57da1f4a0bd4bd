using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Summit.Import.Cells;

/// <summary>Marks in the cells of published tables: footnotes behind a value, and signs for "no value".</summary>
public static partial class Marks
{
    private static readonly FrozenSet<string> Missing =
        new[] { "", "..", "...", ". .", ". . .", "…", "-", "--", "–", "—", "−", "xxx", "n.a.", "n.a", "n/a", "na", "#n/a", "n.d.", "nd", ":", "null", "not available" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the cell says that there is no value.</summary>
    public static bool IsMissing(string cell) => Missing.Contains(WithoutFootnotes(cell));

    /// <summary>The text without footnote marks behind it, such as <c>*</c>, <c>(a)</c>, <c>[1]</c>, <c>²</c> or <c>†</c>, and without blanks around it.</summary>
    public static string WithoutFootnotes(string cell)
    {
        var text = cell.Replace('\u00a0', ' ').Replace('\u202f', ' ').Trim();
        return text.Length == 0 || text.All(c => !char.IsLetterOrDigit(c)) && Missing.Contains(text) ? text : Footnotes().Replace(text, "").Trim();
    }

    [GeneratedRegex(@"(?:\s*(?:[*†‡§¶‖#¹²³⁴⁵⁶⁷⁸⁹⁰]+|\([a-z]\)|\[[0-9a-z]{1,3}\]))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Footnotes();
}
