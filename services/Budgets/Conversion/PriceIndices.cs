using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Conversion;

/// <summary>Validates price indices, stored and inline.</summary>
internal sealed class PriceIndices : StoredRules<PriceIndex>
{
    public override string Field => "price_index";

    /// <summary>Returns the id that is derived from the content, for example <c>nato-gdp-deflator-2024-06-2023</c>.</summary>
    public static string IdOf(PriceIndex index) => $"{index.Series}-{index.Year}";

    public override void Check(PriceIndex resource, string path, Violations violations)
    {
        CheckIndex(resource, path, violations);
        violations.RequireText(resource.Series, $"{path}.series", "the series it belongs to");
        violations.Require(resource.Kind != PriceIndex.Types.Kind.Unspecified, $"{path}.kind", "is not set; use one of KIND_GDP_DEFLATOR and KIND_CONSUMER_PRICES");
        violations.Require(resource.BaseYear > 0, $"{path}.base_year", "is not set; give the year in which the series is 100");
        violations.RequireText(resource.CurrencyCode, $"{path}.currency_code", "the currency whose prices it measures");
        violations.RequireSource(resource.Source, path);
    }

    /// <summary>
    /// Validates the indices in a request: each index separately, and that each nation and series has one base year and one row for
    /// each year.
    /// </summary>
    /// <param name="indices">The indices.</param>
    /// <param name="series">The requested series. Without one, all indices must be of one series.</param>
    /// <param name="path">Path of the repeated field.</param>
    /// <param name="violations">Receives the violations.</param>
    public static void CheckInline(IReadOnlyList<PriceIndex> indices, string series, string path, Violations violations)
    {
        for (var i = 0; i < indices.Count; i++)
        {
            CheckIndex(indices[i], $"{path}[{i}]", violations);
        }

        violations.Require(
            series.Length > 0 || indices.Select(index => index.Series).Distinct(StringComparer.Ordinal).Count() <= 1,
            "price_index_series", "is not set and the inline indices are of several series; name one");
        violations.RequireOneRowEach(
            indices, index => $"the index of {(index.Name.Length > 0 ? NationNames.NationOf(index.Name) : "every nation")} in {index.Year}, series \"{index.Series}\"", path);
        foreach (var mixed in indices.Where(index => index.BaseYear > 0).GroupBy(index => (index.Series, NationNames.NationOf(index.Name))))
        {
            violations.Require(
                mixed.Select(index => index.BaseYear).Distinct().Count() == 1,
                path, $"series \"{mixed.Key.Series}\" {mixed.Key.Item2} has several base years; only indices of one base year can be compared");
        }
    }

    private static void CheckIndex(PriceIndex index, string path, Violations violations) =>
        violations.Require(index.Value > 0, $"{path}.value", $"{index.Value} is not above 0");
}
