using System.Collections.Frozen;

namespace Summit.Import.Countries;

/// <summary>Letters of the Latin script without their accents. The hosts run without culture data, so the runtime cannot tell them apart.</summary>
internal static class LatinLetters
{
    private static readonly FrozenDictionary<char, string> Letters = new (string Plain, string Accented)[]
    {
        ("a", "àáâãäåāăąǎ"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįıǐ"), ("j", "ĵ"),
        ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉ"), ("o", "òóôõöøōŏőǒ"), ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"),
        ("u", "ùúûüũūŭůűųǔ"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
    }.SelectMany(row => row.Accented.Select(c => (c, row.Plain))).ToFrozenDictionary(pair => pair.c, pair => pair.Plain);

    // Lower and upper case letters of these blocks are beside each other, which the invariant culture knows.
    public static string Plain(char c)
    {
        var lower = c == 'İ' ? 'i' : char.ToLowerInvariant(c);
        return char.IsAsciiLetterLower(lower) || char.IsAsciiDigit(lower) ? lower.ToString() : Letters.GetValueOrDefault(lower, "");
    }

    /// <summary>Whether the character is an accent that belongs to the letter before it.</summary>
    public static bool IsCombining(char c) => c is >= '\u0300' and <= '\u036f';
}
