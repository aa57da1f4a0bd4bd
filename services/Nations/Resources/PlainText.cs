using System.Globalization;
using System.Text;
using Summit.Kernel;

namespace Summit.Nations.Resources;

/// <summary>
/// Checks that names that look the same are the same: no control or direction marks, no invisible characters, and one encoding for
/// each letter.
/// </summary>
internal static class PlainText
{
    /// <summary>Reports each name that does not meet these conditions.</summary>
    /// <param name="names">The names, in order of their fields.</param>
    /// <param name="field">Path of the field that holds the list.</param>
    /// <param name="violations">Receives the violations.</param>
    public static void Check(IEnumerable<string> names, string field, Violations violations)
    {
        foreach (var (index, name) in names.Index())
        {
            violations.Require(
                IsPlain(name),
                $"{field}[{index}]",
                $"\"{Shown(name)}\" is not a plain name; use visible characters, accented letters as one character, and single spaces between words");
        }
    }

    private static bool IsPlain(string name) =>
        name.Length > 0
        && name == name.Trim()
        && !name.Contains("  ", StringComparison.Ordinal)
        && name.EnumerateRunes().All(IsVisible);

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static string Shown(string name) => string.Concat(name.EnumerateRunes().Select(r => IsVisible(r) ? r.ToString() : $"\\u{r.Value:x4}"));
}
