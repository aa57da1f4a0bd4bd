using Google.Type;
using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;

namespace Summit.Budgets.Spending;

/// <summary>Expenditures as the computations take them: stored, or sent with the request.</summary>
internal static class Expenditures
{
    /// <summary>The figures sent, or the stored ones. A figure sent without a name is the one nation's.</summary>
    public static async Task<IReadOnlyList<Expenditure>> ReadAsync(
        Held held, string parent, IReadOnlyList<string> nations, IReadOnlyList<Expenditure> inline, Date? asOf)
    {
        if (inline.Count == 0)
        {
            var stored = await held.ListAsync(BudgetResources.Expenditures, parent);
            SpendingRange.Check(stored, asOf);
            return stored;
        }

        return [.. inline.Select(figure =>
        {
            var own = figure.Clone();
            own.Name = figure.Name.Length > 0 ? figure.Name : nations[0];
            return own;
        })];
    }

    public static void CheckInline(IReadOnlyList<Expenditure> inline, IReadOnlyList<string> nations, string path, Faults faults)
    {
        for (var i = 0; i < inline.Count; i++)
        {
            Check(inline[i], $"{path}[{i}]", faults);
            faults.When(
                inline[i].Name.Length == 0 && nations.Count != 1,
                $"{path}[{i}].name",
                "is not set; needed is nations/{code}/expenditures/{id}, which tells the nation");
        }

        foreach (var twice in inline.GroupBy(figure => (figure.Name.Length > 0 ? ResourceNames.NationOf(figure.Name) : "", figure.Year, figure.Definition, figure.Edition)).Where(group => group.Count() > 1))
        {
            faults.When(true, path, $"{twice.Key.Item1} {twice.Key.Year} stands {twice.Count()} times in one edition; allowed is once");
        }
    }

    /// <summary>What an expenditure must keep, stored or inline.</summary>
    public static void Check(Expenditure figure, string path, Faults faults)
    {
        faults.When(
            figure.Definition == SpendingDefinition.Unspecified,
            $"{path}.definition",
            "is not set; allowed are SPENDING_DEFINITION_NATO, SPENDING_DEFINITION_SIPRI, SPENDING_DEFINITION_NATIONAL and SPENDING_DEFINITION_COFOG");
        var amounts = new[] { ("gdp", figure.Gdp), ("defence_spending", figure.DefenceSpending), ("related_spending", figure.RelatedSpending), ("ukraine_support", figure.UkraineSupport) };
        foreach (var (name, amount) in amounts.Where(amount => amount.Item2 is not null))
        {
            faults.When(Amount.Of(amount!).Sign < 0, $"{path}.{name}", $"{Amount.Text(amount!)} is negative; allowed is 0 or more");
            faults.When(
                amount!.CurrencyCode != (figure.Gdp ?? figure.DefenceSpending ?? amount).CurrencyCode, $"{path}.{name}",
                $"{amount.CurrencyCode} is another currency than the other amounts of this figure; convert it first");
        }

        faults.When(
            figure.HasLcuPerUsdUsed && figure.LcuPerUsdUsed <= 0,
            $"{path}.lcu_per_usd_used",
            $"{figure.LcuPerUsdUsed} is not above 0");
    }

    /// <summary>Price index series that belongs to an edition.</summary>
    public static string SeriesOf(ExpenditureBook book) => $"{book.Definition.ToString().ToLowerInvariant()}-gdp-deflator-{book.Edition}";

    /// <summary>The refusal when no edition has a nation's spending.</summary>
    public static PreconditionException Missing(
        string nation, IReadOnlyList<SpendingDefinition> definitions, string edition, IReadOnlyList<Expenditure> figures)
    {
        var asked = $"{string.Join(" or ", definitions.Select(definition => definition.ToString().ToUpperInvariant()))}{(edition.Length > 0 ? $", edition {edition}" : "")}";
        var held = figures.Where(figure => ResourceNames.NationOf(figure.Name) == nation)
            .Select(figure => $"{figure.Definition.ToString().ToUpperInvariant()} {figure.Edition}").Distinct().Order(StringComparer.Ordinal).ToList();
        var text = $"Defence spending of {nation} by {asked} is not held; held is {(held.Count == 0 ? "nothing" : string.Join(", ", held))}.";
        return new PreconditionException(ErrorReason.FactMissing, $"{nation} defence spending", text, new Dictionary<string, string> { ["missing"] = $"{nation} defence spending, {asked}" });
    }
}
