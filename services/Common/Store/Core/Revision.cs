using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Summit.Store;

/// <summary>
/// A point in a store's history: the number of a commit and the epoch of the store it was made in.
/// On the wire it is <c>number@epoch</c>, for example <c>17@k3f9</c>: in etags, page tokens and feed positions.
/// </summary>
/// <param name="Number">Commit number, 1, 2, 3 …; 0 is the empty store before its first commit.</param>
/// <param name="Epoch">Epoch of the store. A new one is assigned whenever a store is created or restored.</param>
public readonly record struct Revision(long Number, string Epoch)
{
    /// <summary>Reads <c>number@epoch</c>.</summary>
    /// <exception cref="FormatException">The text is not a revision.</exception>
    public static Revision Parse(string text) =>
        TryParse(text, out var revision)
            ? revision
            : throw new FormatException($"'{text}' is not a revision; a revision is number@epoch, for example 17@k3f9.");

    /// <summary>Reads <c>number@epoch</c>; false when the text is anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Revision revision)
    {
        revision = default;
        var at = text?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        if (at <= 0
            || !long.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !IsEpoch(text.AsSpan(at + 1)))
        {
            return false;
        }
        revision = new Revision(number, text![(at + 1)..]);
        return true;
    }

    /// <summary>The wire form, <c>number@epoch</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}@{Epoch}");

    private static bool IsEpoch(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 16)
        {
            return false;
        }
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }
        return true;
    }
}
