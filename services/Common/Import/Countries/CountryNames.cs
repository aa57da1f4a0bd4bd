using System.Collections.Frozen;
using System.Text;
using Summit.Kernel;

namespace Summit.Import.Countries;

/// <summary>
/// Names of countries as tables write them, as ISO 3166-1 alpha-3 codes. One table in <c>countries.csv</c> has English names, usual
/// other names, and codes of two letters, with UK and EL beside GB and GR.
/// </summary>
public static class CountryNames
{
    private const string Former = "-";
    private const string Group = "*";
    private static readonly FrozenDictionary<string, string> Codes = Load();

    /// <summary>Finds what a name stands for.</summary>
    /// <param name="name">A name, or a code of two or three letters. Footnote marks behind it do not matter.</param>
    public static Country Find(string name)
    {
        var text = Cells.Marks.WithoutFootnotes(name);
        return text.Length == 3 && NationCodes.IsKnown(text.ToUpperInvariant()) ? new(CountryKind.Nation, text.ToUpperInvariant())
            : !Codes.TryGetValue(Folded(text), out var code) ? new(CountryKind.Unknown, "")
            : code switch
            {
                Former => new(CountryKind.Former, ""),
                Group => new(CountryKind.Group, ""),
                _ => new(CountryKind.Nation, code),
            };
    }

    /// <summary>A name as it is compared: letters without accents in lower case, single blanks, no marks.</summary>
    internal static string Folded(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            var plain = LatinLetters.Plain(c);
            if (plain.Length > 0)
            {
                folded.Append(plain);
            }
            else if (c == '&')
            {
                folded.Append(" and ");
            }
            else if (!LatinLetters.IsCombining(c) && c is not ('\'' or '’' or '.'))
            {
                folded.Append(' ');
            }
        }

        return string.Join(' ', folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = typeof(CountryNames).Assembly.GetManifestResourceStream($"{typeof(CountryNames).Namespace}.countries.csv")!;
        using var reader = new StreamReader(stream);
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            // No name has a comma.
            var parts = line.Split(',');
            foreach (var name in parts[2].Split(';').Concat(parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                codes.TryAdd(Folded(name), parts[0]);
            }
        }

        return codes.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>What a name in a table stands for.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Code">The code of a nation; else empty.</param>
public readonly record struct Country(CountryKind Kind, string Code);

/// <summary>Kinds of names in the column of countries.</summary>
public enum CountryKind
{
    /// <summary>The name is not known.</summary>
    Unknown,

    /// <summary>A nation with a code.</summary>
    Nation,

    /// <summary>A state that no longer exists, such as the USSR. It has no code of a nation.</summary>
    Former,

    /// <summary>A region or a group of nations. Sums over nations are computed and never stored.</summary>
    Group,
}
