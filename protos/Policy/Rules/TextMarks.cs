using System.Buffers;

namespace Summit.Policy.Rules;

/// <summary>Invisible characters that change how the surrounding text is read: control and direction marks, line separators.</summary>
internal static class TextMarks
{
    private const int LastLatin1 = 0xFF;

    private static readonly string Control = string.Concat(Enumerable.Range(0, LastLatin1 + 1).Select(c => (char)c).Where(char.IsControl));

    private static readonly SearchValues<char> All =
        SearchValues.Create(Control + "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>Returns the first mark in a text; null when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="severalLines">Whether line breaks and tabs are allowed.</param>
    public static char? First(string text, bool severalLines)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny(All) is >= 0 and var at)
        {
            if (!severalLines || rest[at] is not ('\n' or '\r' or '\t'))
            {
                return rest[at];
            }

            rest = rest[(at + 1)..];
        }

        return null;
    }

    /// <summary>Returns whether a character is such a mark.</summary>
    public static bool Contains(char character) => All.Contains(character);
}
