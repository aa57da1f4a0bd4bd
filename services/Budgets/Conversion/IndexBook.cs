using Summit.Budgets.Reading;
using Summit.Budgets.V1;

namespace Summit.Budgets.Conversion;

/// <summary>Price indices of one series by nation and year. An index without a nation serves every nation without its own.</summary>
internal sealed class IndexBook(IEnumerable<PriceIndex> indices, string series)
{
    private readonly Dictionary<(string Nation, int Year), PriceIndex> _indices = indices
        .Where(index => series.Length == 0 || index.Series == series)
        .GroupBy(index => (index.Name.Length > 0 ? ResourceNames.NationOf(index.Name) : "", index.Year))
        .ToDictionary(group => group.Key, group => group.Last());

    public string Series => series.Length > 0 ? series : "inline";

    public PriceIndex? Find(string nation, int year) =>
        _indices.GetValueOrDefault((nation, year)) ?? _indices.GetValueOrDefault(("", year));
}
