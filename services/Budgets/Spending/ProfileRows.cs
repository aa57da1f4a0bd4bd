using Summit.Budgets.Conversion;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Spending;

/// <summary>
/// The rows of a nation by year. Each row comes from the newest edition that contains the year. Amounts that this edition does not
/// contain come from the newest edition that has them, and the row names that edition.
/// </summary>
/// <param name="nation"><c>nations/{code}</c>.</param>
/// <param name="books">Editions, newest first.</param>
/// <param name="stored">Price indices of the nation.</param>
/// <param name="series">The requested price index series; empty for the series of the edition.</param>
/// <param name="baseYear">Base year of constant prices.</param>
internal sealed class ProfileRows(string nation, IReadOnlyList<ExpenditureBook> books, IReadOnlyList<PriceIndex> stored, string series, int baseYear)
{
    private readonly Dictionary<string, IndexBook> _indices = books.ToDictionary(
        book => book.Edition, book => new IndexBook(stored, series.Length > 0 ? series : DefaultSeriesOf(book)), StringComparer.Ordinal);

    /// <summary>The price index series that belongs to an edition.</summary>
    public static string DefaultSeriesOf(ExpenditureBook book) => $"{book.Definition.ToString().ToLowerInvariant()}-gdp-deflator-{book.Edition}";

    /// <summary>The price index series that is used for an edition.</summary>
    public string SeriesOf(string edition) => _indices[edition].Series;

    public IReadOnlyList<SpendingYear> Of(int firstYear, int lastYear, Evidence evidence)
    {
        var rows = new List<SpendingYear>();
        (int Year, string Edition, Rational Value)? before = null;
        foreach (var year in books.SelectMany(book => book.Of(nation)).Select(figure => figure.Year).Distinct().Order().Where(year => lastYear == 0 || year <= lastYear))
        {
            var head = books.First(book => book.Find(nation, year) is not null);
            var amounts = books.FirstOrDefault(book => book.Find(nation, year) is { DefenceSpending: not null });
            var row = ToYear(head.Find(nation, year)!, amounts?.Find(nation, year));
            if (amounts is not null && Constant(amounts, year) is { } constant)
            {
                row.DefenceSpendingConstant = Amount.ToMinorMoney(constant, row.DefenceSpending.CurrencyCode);
                if (before is { } then && then.Year == year - 1 && then.Edition == amounts.Edition && !then.Value.IsZero)
                {
                    row.RealChangePercent = ((constant / then.Value - Rational.One) * 100).ToDisplay();
                }

                before = (year, amounts.Edition, constant);
            }

            if (year >= firstYear)
            {
                rows.Add(row);
                Use(year, head, amounts, evidence);
            }
        }

        return rows;
    }

    private Rational? Constant(ExpenditureBook book, int year)
    {
        var figure = book.Find(nation, year)!;
        return _indices[book.Edition].Find(nation, baseYear) is null ? null : SpendingMath.ToConstant(
            Amount.Of(figure.DefenceSpending), figure.DefenceSpending.CurrencyCode, figure, book.Find(nation, baseYear), _indices[book.Edition], nation, baseYear);
    }

    private void Use(int year, ExpenditureBook head, ExpenditureBook? amounts, Evidence evidence)
    {
        var figure = head.Find(nation, year)!;
        if (head != amounts && figure.HasPublishedSharePercent)
        {
            evidence.Use(figure.Name, $"published share of {nation}, {year}, {head.Title}", Rational.FromWire(figure.PublishedSharePercent).ToText(3), "percent", figure.Source);
        }

        if (amounts?.Find(nation, year) is { } paid)
        {
            amounts.Use(evidence, paid, "defence spending", paid.DefenceSpending);
        }
    }

    private static SpendingYear ToYear(Expenditure head, Expenditure? amounts)
    {
        var row = new SpendingYear
        {
            Year = head.Year,
            Estimate = head.Estimate,
            Edition = head.Edition,
            AmountsEdition = amounts?.Edition ?? "",
            Gdp = (amounts ?? head).Gdp,
            DefenceSpending = amounts?.DefenceSpending,
            SharesDisagree = SpendingMath.SharesDisagree(head),
        };
        if (head.HasPublishedSharePercent)
        {
            row.PublishedSharePercent = head.PublishedSharePercent;
        }

        if (head.HasEquipmentSharePercent)
        {
            row.EquipmentSharePercent = head.EquipmentSharePercent;
            row.EquipmentSpending = head.DefenceSpending is { } spent
                ? Amount.ToMinorMoney(Amount.Of(spent) * Rational.FromWire(head.EquipmentSharePercent) / 100, spent.CurrencyCode)
                : null;
        }

        if (head.HasPersonnelSharePercent)
        {
            row.PersonnelSharePercent = head.PersonnelSharePercent;
        }

        if (head.HasPersonnelCount)
        {
            row.PersonnelCount = head.PersonnelCount;
        }

        if (amounts is { DefenceSpending.CurrencyCode: "USD", HasLcuPerUsdUsed: true, CurrencyCode.Length: > 0 })
        {
            row.DefenceSpendingNational = Amount.ToMinorMoney(Amount.Of(amounts.DefenceSpending) * Rational.FromWire(amounts.LcuPerUsdUsed), amounts.CurrencyCode);
        }

        if (amounts is not null && SpendingMath.Percent(SpendingMath.ShareOfGdp(amounts)) is { } share)
        {
            row.ComputedSharePercent = share;
        }

        return row;
    }
}
