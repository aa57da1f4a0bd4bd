using System.Text.RegularExpressions;
using Summit.Import.Countries;

namespace Summit.Import.Layouts;

/// <summary>Ids of resources from the texts of lists.</summary>
public static partial class Ids
{
    private const int MaxLength = 63;

    /// <summary>Lower-case letters, digits and hyphens, for example <c>12th-armoured-brigade</c>; empty when nothing is left.</summary>
    public static string Of(string text)
    {
        var id = string.Concat(text.Select(c => LatinLetters.Plain(c) is { Length: > 0 } plain ? plain : LatinLetters.IsCombining(c) ? "" : "-"));
        id = Hyphens().Replace(id, "-").Trim('-');
        return id.Length <= MaxLength ? id : id[..MaxLength].TrimEnd('-');
    }

    /// <summary>A header as it is compared: lower-case words joined by underscores, dots kept.</summary>
    public static string Header(string text) => Underscores().Replace(string.Concat(text.Trim().ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '_')), "_").Trim('_');

    [GeneratedRegex("-{2,}")]
    private static partial Regex Hyphens();

    [GeneratedRegex("_{2,}")]
    private static partial Regex Underscores();
}
