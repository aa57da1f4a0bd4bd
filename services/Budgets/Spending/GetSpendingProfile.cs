using Summit.Budgets.Amounts;
using Summit.Budgets.Conversion;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;

namespace Summit.Budgets.Spending;

/// <summary>One nation's spending by year.</summary>
internal static class GetSpendingProfile
{
    private const int DefaultBaseYear = 2015;

    public static async Task<GetSpendingProfileResponse> RunAsync(GetSpendingProfileRequest request, Held held)
    {
        var faults = new Faults();
        faults.When(
            request.LastYear > 0 && request.LastYear < request.FirstYear,
            "last_year",
            $"{request.LastYear} is before first_year {request.FirstYear}");
        Expenditures.CheckInline(request.InlineExpenditures, [request.Nation], "inline_expenditures", faults);
        faults.ThrowIfAny();

        var figures = await Expenditures.ReadAsync(held, request.Nation, [request.Nation], request.InlineExpenditures, request.AsOf);
        var book = Choose(request, figures);
        var series = request.PriceIndexSeries.Length > 0 ? request.PriceIndexSeries : Expenditures.SeriesOf(book);
        var indices = new IndexBook(await held.ListAsync(BudgetResources.PriceIndices, request.Nation), series);
        var baseYear = request.BaseYear > 0 ? request.BaseYear : DefaultBaseYear;
        var facts = new FactBook(request.AsOf);
        var years = Years(request, book, indices, baseYear, facts);
        var constant = years.Any(year => year.DefenceSpendingConstant is not null);
        var response = new GetSpendingProfileResponse
        {
            Nation = request.Nation,
            Definition = book.Definition,
            Edition = book.Edition,
            PriceIndexSeries = constant ? series : "",
            BaseYear = baseYear,
            Years = { years },
            FactsUsed = { facts.Facts },
        };
        if (years.LastOrDefault(year => year.DefenceSpending is not null) is { } latest)
        {
            (response.LatestYear, response.LatestDefenceSpending, response.LatestGdp) = (latest.Year, latest.DefenceSpending, latest.Gdp);
        }

        response.Notes.AddRange(Notes(response, series, facts));
        return response;
    }

    private static ExpenditureBook Choose(GetSpendingProfileRequest request, IReadOnlyList<Expenditure> figures)
    {
        SpendingDefinition[] definitions = request.Definition == SpendingDefinition.Unspecified
            ? [SpendingDefinition.Nato, SpendingDefinition.Sipri]
            : [request.Definition];
        return definitions
            .Select(definition => ExpenditureBook.Choose(
                figures, definition, request.Edition, request.AsOf, book => book.Of(request.Nation).Any(figure => figure.DefenceSpending is not null)))
            .FirstOrDefault(book => book is not null)
            ?? throw Expenditures.Missing(request.Nation, definitions, request.Edition, figures);
    }

    private static List<SpendingYear> Years(GetSpendingProfileRequest request, ExpenditureBook book, IndexBook indices, int baseYear, FactBook facts)
    {
        var years = new List<SpendingYear>();
        Rational? before = null;
        foreach (var figure in book.Of(request.Nation).Where(figure => request.LastYear == 0 || figure.Year <= request.LastYear))
        {
            var constant = figure.DefenceSpending is null || indices.Find(request.Nation, baseYear) is null ? null : SpendingMath.ToConstant(
                Amount.Of(figure.DefenceSpending), figure, book.Find(request.Nation, baseYear), indices, request.Nation, baseYear);
            var previous = years.LastOrDefault()?.Year == figure.Year - 1 ? before : null;
            before = constant;
            years.Add(ToYear(figure, constant, previous));
        }

        years.RemoveAll(year => year.Year < request.FirstYear);
        foreach (var year in years)
        {
            book.Use(facts, book.Find(request.Nation, year.Year)!, "defence spending", year.DefenceSpending);
        }

        return years;
    }

    private static SpendingYear ToYear(Expenditure figure, Rational? constant, Rational? before)
    {
        var year = new SpendingYear
        {
            Year = figure.Year,
            Estimate = figure.Estimate,
            Gdp = figure.Gdp,
            DefenceSpending = figure.DefenceSpending,
            DefenceSpendingConstant = constant is { } real ? Amount.ToMinorMoney(real, figure.DefenceSpending.CurrencyCode) : null,
        };
        if (figure.HasPublishedSharePercent)
        {
            year.PublishedSharePercent = figure.PublishedSharePercent;
        }

        if (figure.HasEquipmentSharePercent)
        {
            year.EquipmentSharePercent = figure.EquipmentSharePercent;
            year.EquipmentSpending = figure.DefenceSpending is { } spent
                ? Amount.ToMinorMoney(Amount.Of(spent) * Rational.FromWire(figure.EquipmentSharePercent) / 100, spent.CurrencyCode)
                : null;
        }

        if (figure.HasPersonnelSharePercent)
        {
            year.PersonnelSharePercent = figure.PersonnelSharePercent;
        }

        if (figure.HasPersonnelCount)
        {
            year.PersonnelCount = figure.PersonnelCount;
        }

        if (figure is { DefenceSpending.CurrencyCode: "USD", HasLcuPerUsdUsed: true, CurrencyCode.Length: > 0 })
        {
            year.DefenceSpendingNational = Amount.ToMinorMoney(Amount.Of(figure.DefenceSpending) * Rational.FromWire(figure.LcuPerUsdUsed), figure.CurrencyCode);
        }

        if (SpendingMath.Percent(SpendingMath.ShareOfGdp(figure)) is { } share)
        {
            year.ComputedSharePercent = share;
        }

        if (constant is { } now && before is { IsZero: false } then)
        {
            year.RealChangePercent = ((now / then - Rational.One) * 100).ToDisplay();
        }

        return year;
    }

    private static IEnumerable<string> Notes(GetSpendingProfileResponse response, string series, FactBook facts)
    {
        if (response.PriceIndexSeries.Length == 0)
        {
            yield return $"Constant prices are left out: series {series} is not held for {response.Nation} and {response.BaseYear}.";
        }

        if (response.Years.All(year => year.Gdp is null))
        {
            yield return "This edition gives no GDP; shares are those published.";
        }

        if (facts.AnyPublishedLater)
        {
            yield return "No edition was published by as_of; figures of a later one are used and marked.";
        }
    }
}
