using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.Conversion;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Basis = Summit.Api.V1.PriceBasis;

namespace Summit.Budgets.Spending;

/// <summary>Sums spending over a group. Each year is summed over the members of that year.</summary>
internal sealed class AggregateSpending(StoreReads reads) : IRequestCheck<AggregateSpendingRequest>
{
    public ValueTask CheckAsync(AggregateSpendingRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    public async Task<AggregateSpendingResponse> HandleAsync(AggregateSpendingRequest request, ServerCallContext context) =>
        await ComputeAsync(request, await Held.OpenAsync(reads, request, context));

    internal static void Check(AggregateSpendingRequest request, Violations violations)
    {
        violations.Require(request.Group.Length > 0 != request.InlineGroup is not null, "group", "exactly one of group and inline_group is allowed");
        violations.Require(
            request.LastYear == 0 || request.LastYear >= request.FirstYear, "last_year", $"{request.LastYear} is before first_year {request.FirstYear}");
        if (request.Basis is { Kind: Basis.Types.Kind.Constant } basis)
        {
            PriceBases.Check(basis, "basis", violations);
        }

        Expenditures.CheckInline(request.InlineExpenditures, [], "inline_expenditures", violations);
        PriceIndices.CheckInline(request.InlinePriceIndices, request.PriceIndexSeries, "inline_price_indices", violations);
        if (request.InlineGroup is { } group)
        {
            SpendingGroups.CheckMembers(group, "inline_group", violations);
        }
    }

    internal static async Task<AggregateSpendingResponse> ComputeAsync(AggregateSpendingRequest request, Held held)
    {
        RequireOneCurrency(request);
        var group = request.InlineGroup ?? await held.GetAsync(Types.SpendingGroups, request.Group);
        var figures = await Expenditures.ReadAsync(held, "nations/-", [], request.InlineExpenditures, request.AsOf);
        var book = Editions.Choose(figures, group.Definition, group.Edition, request.AsOf, _ => true)
            ?? throw Expenditures.Missing($"group {group.DisplayName}", [group.Definition], group.Edition, figures);
        var constant = request.Basis?.Kind == Basis.Types.Kind.Constant;
        var series = request.PriceIndexSeries.Length > 0 || request.InlinePriceIndices.Count > 0 ? request.PriceIndexSeries : ProfileRows.DefaultSeriesOf(book);
        var indices = request.InlinePriceIndices.Count > 0 ? request.InlinePriceIndices
            : constant ? await held.ListAsync(Types.PriceIndices, "nations/-") : [];
        var sums = new GroupSums(group, book, constant ? new IndexBook(indices, series) : null, request.Basis?.Year ?? 0);
        var response = new AggregateSpendingResponse
        {
            Group = request.Group.Length > 0 ? request.Group : group.DisplayName,
            Definition = book.Definition,
            Edition = book.Edition,
            Basis = constant ? request.Basis : new Basis { Kind = Basis.Types.Kind.Nominal },
            PriceIndexSeries = !constant ? "" : series.Length > 0 ? series : "inline",
        };
        AddYears(request, response, sums, book.Years);
        if (response.Years.All(year => year.Members.Count == 0))
        {
            Missing.ThrowIfAny(sums.Missing, ErrorReason.SeriesMissing);
        }

        AddFacts(request, response, figures, indices, group, series);
        response.Notes.AddRange(sums.Notes);
        return response;
    }

    private static void RequireOneCurrency(AggregateSpendingRequest request)
    {
        var currencies = request.InlineExpenditures.SelectMany(figure => new[] { figure.DefenceSpending, figure.Gdp }).OfType<Google.Type.Money>().Select(money => money.CurrencyCode).Distinct();
        var violations = new Violations();
        violations.Require(currencies.Count() <= 1, "inline_expenditures", "amounts are in several currencies; only one currency can be summed");
        violations.ThrowIfAny(ErrorReason.BasesDiffer);
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
        AggregateSpendingRequest request, AggregateSpendingResponse response, IReadOnlyList<Expenditure> figures, IReadOnlyList<PriceIndex> indices, SpendingGroup group, string series)
    {
        var evidence = Knowledge.Evidence(request.AsOf);
        var source = figures.FirstOrDefault(figure => figure.Definition == response.Definition && figure.Edition == response.Edition)?.Source;
        evidence.Use($"edition/{response.Edition}", $"expenditures, {Expenditures.DefinitionText(response.Definition)} {response.Edition}", $"{response.Years.Count}", "years", source);
        evidence.Use(Evidence.NameOf(group.Name, "inline_group"), $"group {group.DisplayName}", $"{group.Members.Count}", "members", group.Source);
        if (response.PriceIndexSeries.Length > 0)
        {
            var index = indices.FirstOrDefault(index => series.Length == 0 || index.Series == series);
            evidence.Use($"series/{response.PriceIndexSeries}", $"price index series {response.PriceIndexSeries}", "", "", index?.Source);
        }

        response.FactsUsed.AddRange(evidence.Facts);
        response.PublishedLater = evidence.AnyPublishedLater;
    }
}
