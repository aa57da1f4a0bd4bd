using Grpc.Core;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;

namespace Summit.Budgets.Spending;

/// <summary>Computes the spending of one nation by year.</summary>
internal sealed class ComputeSpendingProfile(StoreReads reads) : IRequestCheck<ComputeSpendingProfileRequest>
{
    private const int DefaultBaseYear = 2015;

    public ValueTask CheckAsync(ComputeSpendingProfileRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    public async Task<ComputeSpendingProfileResponse> HandleAsync(ComputeSpendingProfileRequest request, ServerCallContext context) =>
        await ComputeAsync(request, await Held.OpenAsync(reads, request, context));

    internal static void Check(ComputeSpendingProfileRequest request, Violations violations)
    {
        violations.Require(
            request.LastYear == 0 || request.LastYear >= request.FirstYear, "last_year", $"{request.LastYear} is before first_year {request.FirstYear}");
        Expenditures.CheckInline(request.InlineExpenditures, [request.Nation], "inline_expenditures", violations);
    }

    internal static async Task<ComputeSpendingProfileResponse> ComputeAsync(ComputeSpendingProfileRequest request, Held held)
    {
        var figures = await Expenditures.ReadAsync(held, request.Nation, [request.Nation], request.InlineExpenditures, request.AsOf);
        var books = Choose(request, figures);
        var baseYear = request.BaseYear > 0 ? request.BaseYear : DefaultBaseYear;
        var evidence = Knowledge.Evidence(request.AsOf);
        var rows = new ProfileRows(request.Nation, books, await held.ListAsync(Types.PriceIndices, request.Nation), request.PriceIndexSeries, baseYear);
        var years = rows.Of(request.FirstYear, request.LastYear, evidence);
        var constant = years.LastOrDefault(year => year.DefenceSpendingConstant is not null);
        var response = new ComputeSpendingProfileResponse
        {
            Nation = request.Nation,
            Definition = books[0].Definition,
            Edition = books[0].Edition,
            PriceIndexSeries = constant is null ? "" : rows.SeriesOf(constant.AmountsEdition),
            BaseYear = baseYear,
            Years = { years },
            FactsUsed = { evidence.Facts },
        };
        if (years.LastOrDefault(year => year.DefenceSpending is not null) is { } latest)
        {
            (response.LatestYear, response.LatestDefenceSpending, response.LatestGdp) = (latest.Year, latest.DefenceSpending, latest.Gdp);
        }

        response.Notes.AddRange(Notes(response, rows, evidence));
        return response;
    }

    /// <summary>Returns the editions of the first definition that has a figure for the nation, newest first.</summary>
    private static IReadOnlyList<ExpenditureBook> Choose(ComputeSpendingProfileRequest request, IReadOnlyList<Expenditure> figures)
    {
        SpendingDefinition[] definitions = request.Definition == SpendingDefinition.Unspecified
            ? [SpendingDefinition.Nato, SpendingDefinition.Sipri]
            : [request.Definition];
        var own = figures.Where(figure => NationNames.NationOf(figure.Name) == request.Nation).ToList();
        return definitions.Select(definition => Editions.Known(own, definition, request.Edition, request.AsOf)).FirstOrDefault(books => books.Count > 0)
            ?? throw Expenditures.Missing(request.Nation, definitions, request.Edition, figures);
    }

    private static IEnumerable<string> Notes(ComputeSpendingProfileResponse response, ProfileRows rows, Evidence evidence)
    {
        foreach (var edition in response.Years.Select(year => year.AmountsEdition).Where(edition => edition.Length > 0).Distinct())
        {
            if (response.Years.All(year => year.AmountsEdition != edition || year.DefenceSpendingConstant is null))
            {
                yield return $"Constant prices are left out: series {rows.SeriesOf(edition)} is not held for {response.Nation} and {response.BaseYear}.";
            }
        }

        if (response.Years.All(year => year.Gdp is null))
        {
            yield return "No edition gives the GDP; shares are those published.";
        }

        foreach (var year in response.Years.Where(year => year.AmountsEdition.Length > 0 && year.AmountsEdition != year.Edition))
        {
            yield return $"{year.Year}: edition {year.Edition} gives no amounts; the amounts are those of edition {year.AmountsEdition}.";
        }

        foreach (var year in response.Years.Where(year => year.SharesDisagree))
        {
            yield return $"{year.Year}: the published share of {year.PublishedSharePercent} % and the computed one of {Rational.FromWire(year.ComputedSharePercent).ToText(2)} % disagree.";
        }

        if (evidence.AnyPublishedLater)
        {
            yield return "No edition was published by as_of; figures of a later one are used and marked.";
        }
    }
}
