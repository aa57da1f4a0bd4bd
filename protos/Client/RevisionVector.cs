using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Summit.Client;

/// <summary>One revision per service area, as <c>summit-revision</c> carries it. Immutable.</summary>
public sealed class RevisionVector
{
    private readonly SortedDictionary<string, string> _entries;

    private RevisionVector(SortedDictionary<string, string> entries) => _entries = entries;

    /// <summary>A vector without entries.</summary>
    public static RevisionVector Empty { get; } = new(new(StringComparer.Ordinal));

    /// <summary>Package and revision, <c>number@epoch</c>, in order of package.</summary>
    public IReadOnlyDictionary<string, string> Entries => _entries;

    /// <summary>Whether nothing was read.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Reads a vector; parts that are not one are left out, since metadata comes from anyone.</summary>
    /// <param name="text">For example <c>summit.nations.v1=17@k3f9,summit.budgets.v1=4@p0aa</c>; may be null.</param>
    public static RevisionVector Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Empty;
        }

        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            if (cut > 0 && TrySplit(part[(cut + 1)..], out _, out _))
            {
                entries[part[..cut]] = part[(cut + 1)..];
            }
        }

        return new(entries);
    }

    /// <summary>Splits <c>17@k3f9</c> into number and epoch.</summary>
    public static bool TrySplit(string revision, out long number, [NotNullWhen(true)] out string? epoch)
    {
        var cut = revision.IndexOf('@', StringComparison.Ordinal);
        epoch = cut > 0 && cut < revision.Length - 1 ? revision[(cut + 1)..] : null;
        number = 0;
        return epoch is not null && long.TryParse(revision.AsSpan(0, cut), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The revision of a package, or null.</summary>
    public string? this[string package] => _entries.GetValueOrDefault(package);

    /// <summary>The same vector with one entry set.</summary>
    public RevisionVector With(string package, string revision) =>
        new(new(_entries, StringComparer.Ordinal) { [package] = revision });

    /// <summary>Takes over every newer entry of <paramref name="other"/>; another epoch counts as newer, since the store was replaced.</summary>
    public RevisionVector Newest(RevisionVector other)
    {
        SortedDictionary<string, string>? merged = null;
        foreach (var (package, revision) in other._entries)
        {
            if (_entries.TryGetValue(package, out var mine) && !IsNewer(revision, mine))
            {
                continue;
            }

            (merged ??= new(_entries, StringComparer.Ordinal))[package] = revision;
        }

        return merged is null ? this : new(merged);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', _entries.Select(e => $"{e.Key}={e.Value}"));

    private static bool IsNewer(string candidate, string current) =>
        TrySplit(candidate, out var a, out var epochA) && TrySplit(current, out var b, out var epochB) && (epochA != epochB || a > b);
}
