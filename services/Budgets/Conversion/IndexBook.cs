using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Conversion;

/// <summary>
/// Price indices of one series by nation and year. An index without a nation is used for every nation that has no index of its own.
/// </summary>
internal sealed class IndexBook(IEnumerable<PriceIndex> indices, string series)
{
    private readonly Dictionary<(string Nation, int Year), PriceIndex> _indices = indices
        .Where(index => series.Length == 0 || index.Series == series)
        .OrderBy(index => index.Name, StringComparer.Ordinal)
        .GroupBy(index => (NationNames.NationOf(index.Name), index.Year))
        .ToDictionary(group => group.Key, group => group.First());

    public string Series => series.Length > 0 ? series : "inline";

    public PriceIndex? Find(string nation, int year) =>
        _indices.GetValueOrDefault((nation, year)) ?? _indices.GetValueOrDefault(("", year));

    /// <summary>The index of one year divided by the index of another; null when one is not stored or their base years differ.</summary>
    public Rational? Ratio(string nation, int year, int toYear) =>
        Find(nation, year) is { } from && Find(nation, toYear) is { } to && from.BaseYear == to.BaseYear
            ? Rational.FromWire(to.Value) / Rational.FromWire(from.Value)
            : null;
}
