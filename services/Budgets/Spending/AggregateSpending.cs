using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.Conversion;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Basis = Summit.Api.V1.PriceBasis;

namespace Summit.Budgets.Spending;

/// <summary>Sums of spending over a group, each year over that year's members.</summary>
internal static class AggregateSpending
{
    private const double TwoPercent = 2;

    public static async Task<AggregateSpendingResponse> RunAsync(AggregateSpendingRequest request, Held held)
    {
        Check(request);
        var group = request.InlineGroup ?? await held.GetAsync(BudgetResources.SpendingGroups, request.Group);
        var figures = await Expenditures.ReadAsync(held, "nations/-", [], request.InlineExpenditures, request.AsOf);
        var book = ExpenditureBook.Choose(figures, group.Definition, group.Edition, request.AsOf, _ => true)
            ?? throw Expenditures.Missing($"group {group.DisplayName}", [group.Definition], group.Edition, figures);
        var constant = request.Basis?.Kind == Basis.Types.Kind.Constant;
        var series = request.PriceIndexSeries.Length > 0 || request.InlinePriceIndices.Count > 0 ? request.PriceIndexSeries : Expenditures.SeriesOf(book);
        var indices = request.InlinePriceIndices.Count > 0 ? request.InlinePriceIndices
            : constant ? await held.ListAsync(BudgetResources.PriceIndices, "nations/-") : [];
        var sums = new GroupSums(group, book, constant ? new IndexBook(indices, series) : null, request.Basis?.Year ?? 0);
        var facts = new FactBook(request.AsOf);
        var response = new AggregateSpendingResponse
        {
            Group = request.Group.Length > 0 ? request.Group : group.DisplayName,
            Definition = book.Definition,
            Edition = book.Edition,
            Basis = constant ? request.Basis : new Basis { Kind = Basis.Types.Kind.Nominal },
            PriceIndexSeries = !constant ? "" : series.Length > 0 ? series : "inline",
        };
        AddYears(request, response, sums, book.Years);
        sums.ThrowIfMissing(response.PriceIndexSeries);
        AddFacts(response, facts, figures, indices, group, series);
        response.Notes.AddRange(sums.Notes);
        return response;
    }

    private static void Check(AggregateSpendingRequest request)
    {
        var faults = new Faults();
        faults.When(
            request.Group.Length > 0 == request.InlineGroup is not null,
            "group",
            "exactly one of group and inline_group is allowed");
        faults.When(
            request.LastYear > 0 && request.LastYear < request.FirstYear,
            "last_year",
            $"{request.LastYear} is before first_year {request.FirstYear}");
        faults.When(
            request.Basis is { Kind: Basis.Types.Kind.Constant, Year: < 1900 or > 2100 },
            "basis.year",
            $"{request.Basis?.Year} is outside what is allowed: 1900 to 2100");
        Expenditures.CheckInline(request.InlineExpenditures, [], "inline_expenditures", faults);
        for (var i = 0; i < request.InlinePriceIndices.Count; i++)
        {
            ConvertAmounts.CheckIndex(request.InlinePriceIndices[i], $"inline_price_indices[{i}]", faults);
        }

        if (request.InlineGroup is { } group)
        {
            SpendingGroups.Check(group, "inline_group", faults);
        }

        faults.ThrowIfAny();
        faults.When(
            request.InlineExpenditures.SelectMany(figure => new[] { figure.DefenceSpending, figure.Gdp }).Where(money => money is not null).Select(money => money.CurrencyCode).Distinct().Count() > 1,
            "inline_expenditures", "amounts are in several currencies; only one currency can be summed");
        faults.ThrowIfAny(ErrorReason.BasesDiffer);
    }

    private static void AddYears(AggregateSpendingRequest request, AggregateSpendingResponse response, GroupSums sums, IReadOnlyList<int> held)
    {
        AggregateYear? before = null;
        foreach (var year in held.Where(year => (request.LastYear == 0 || year <= request.LastYear) && year >= request.FirstYear - 1))
        {
            var sum = sums.Of(year);
            if (before?.Year == year - 1 && before.DefenceSpending is { } then && sum.DefenceSpending is { } now && !Amount.Of(then).IsZero)
            {
                sum.ChangePercent = ((Amount.Of(now) / Amount.Of(then) - Rational.One) * 100).ToDisplay();
            }

            before = sum;
            if (year >= request.FirstYear)
            {
                response.Years.Add(sum);
            }
        }
    }

    private static void AddFacts(
        AggregateSpendingResponse response, FactBook facts, IReadOnlyList<Expenditure> figures, IReadOnlyList<PriceIndex> indices, SpendingGroup group, string series)
    {
        var source = figures.FirstOrDefault(figure => figure.Definition == response.Definition && figure.Edition == response.Edition)?.Source;
        facts.Use(
            $"edition/{response.Edition}",
            $"expenditures, {response.Definition.ToString().ToUpperInvariant()} {response.Edition}",
            $"{response.Years.Count} years",
            source);
        facts.Use(
            FactBook.NameOf(group.Name, "inline_group"),
            $"group {group.DisplayName}",
            $"{group.Members.Count} members",
            group.Source);
        if (response.PriceIndexSeries.Length > 0)
        {
            facts.Use(
                $"series/{response.PriceIndexSeries}",
                $"price index series {response.PriceIndexSeries}",
                "",
                indices.FirstOrDefault(index => series.Length == 0 || index.Series == series)?.Source);
        }

        response.FactsUsed.AddRange(facts.Facts);
        response.PublishedLater = facts.AnyPublishedLater;
    }

    /// <summary>Whether a figure's published share reaches 2 %.</summary>
    public static bool AtTwoPercent(Expenditure? figure) => figure is { HasPublishedSharePercent: true, PublishedSharePercent: >= TwoPercent };
}
