using System.Globalization;
using Google.Type;
using Summit.Budgets.Facts;
using Summit.Budgets.Spending;
using Summit.Budgets.V1;
using Summit.Kernel;
using Measure = Summit.Budgets.V1.WeightRule.Types.Measure;

namespace Summit.Budgets.Sharing;

/// <summary>Weights from stored keys and figures. All nations of a rule are weighted by one key, or by one year of one edition.</summary>
internal static class StoredWeights
{
    /// <summary>
    /// Returns the weights of a stored key <c>costKeys/{stem}-{year}</c>. Without a year, uses the newest key that is known on the
    /// requested day and contains every nation.
    /// </summary>
    public static async Task<Weights> OfKeyAsync(string stem, int year, SharingCall call)
    {
        var prefix = $"costKeys/{stem}-";
        var keys = (await call.Held.ListAsync(Types.CostKeys))
            .Where(key => YearOf(key, prefix) is { } own && (year == 0 || own == year))
            .OrderBy(key => Knowledge.IsLater(key.Source, call.Request.AsOf))
            .ThenByDescending(key => YearOf(key, prefix))
            .ToList();
        var nations = call.Request.Nations;
        var key = keys.Find(key => nations.All(nation => key.Entries.Any(entry => entry.Nation == nation))) ?? keys.FirstOrDefault();
        if (key is null)
        {
            var name = $"{prefix}{(year == 0 ? "{year}" : year)}";
            return new(stem, [], [Missing.Fact(name, "Store the key with CreateCostKey, or send inline weights.")]);
        }

        var held = key.Entries.ToDictionary(entry => entry.Nation, entry => Rational.FromWire(entry.Value), StringComparer.Ordinal);
        var lacking = nations.Where(nation => !held.ContainsKey(nation)).ToList();
        if (lacking.Count > 0)
        {
            return new($"{stem} by {key.Name}", [], [.. lacking.Select(nation => Missing.Fact($"{nation} in {key.Name}", "The key has no entry for this nation; leave it out or send inline weights."))]);
        }

        call.Evidence.Use(key.Name, $"cost key {key.DisplayName}", $"{key.Entries.Count}", "entries", key.Source);
        return new($"{stem} by {key.Name}", [.. (nations.Count > 0 ? nations : [.. held.Keys]).Select(nation => new NationValue(nation, held[nation]))], []);
    }

    /// <summary>
    /// Returns GDP or defence spending of the requested year, or of the newest year that every nation has in one edition. If no
    /// NATO edition contains all nations and the rule names no edition, uses SIPRI for spending, and the stored key
    /// <c>costKeys/gdp-{year}</c> for GDP.
    /// </summary>
    public static async Task<Weights> OfSpendingAsync(WeightRule rule, SharingCall call)
    {
        var figures = await Expenditures.ReadAsync(call.Held, "nations/-", [], [], call.Request.AsOf);
        var own = OfEdition(rule, rule.Definition == SpendingDefinition.Unspecified ? SpendingDefinition.Nato : rule.Definition, figures, call);
        if (own.Missing.Count == 0 || rule.Definition != SpendingDefinition.Unspecified || rule.Edition.Length > 0)
        {
            return own;
        }

        var other = rule.Measure == Measure.Gdp ? await OfKeyAsync("gdp", rule.Year, call) : OfEdition(rule, SpendingDefinition.Sipri, figures, call);
        return other.Missing.Count == 0 ? other : own;
    }

    private static Weights OfEdition(WeightRule rule, SpendingDefinition definition, IReadOnlyList<Expenditure> figures, SharingCall call)
    {
        var nations = call.Request.Nations;
        var (what, figureOf) = rule.Measure == Measure.Gdp
            ? ("GDP", (Func<Expenditure, Money?>)(figure => figure.Gdp))
            : ("defence spending", figure => figure.DefenceSpending);
        int? YearOf(ExpenditureBook book) => book.Years.Where(year => rule.Year == 0 || year == rule.Year)
            .Where(year => nations.All(nation => book.AmountOf(nation, year, figureOf) is not null))
            .Select(year => (int?)year)
            .LastOrDefault();

        var book = Editions.Choose(figures, definition, rule.Edition, call.Request.AsOf, candidate => YearOf(candidate) is not null);
        if (book is null || YearOf(book) is not { } year)
        {
            return new($"{what}, {Expenditures.DefinitionText(definition)}", [], LackingIn(rule, definition, figures, figureOf, what, nations));
        }

        foreach (var nation in nations)
        {
            book.Use(call.Evidence, book.Find(nation, year)!, what, book.AmountOf(nation, year, figureOf));
        }

        return new($"{what} {year}, {book.Title}", [.. nations.Select(nation => new NationValue(nation, Amount.Of(book.AmountOf(nation, year, figureOf)!)))], []);
    }

    private static IReadOnlyList<MissingFact> LackingIn(
        WeightRule rule, SpendingDefinition definition, IReadOnlyList<Expenditure> figures, Func<Expenditure, Money?> figureOf, string what, IReadOnlyList<string> nations)
    {
        var any = figures.Where(figure => figure.Definition == definition && (rule.Edition.Length == 0 || figure.Edition == rule.Edition)
            && (rule.Year == 0 || figure.Year == rule.Year) && figureOf(figure) is not null).Select(figure => NationNames.NationOf(figure.Name)).ToHashSet(StringComparer.Ordinal);
        var which = $"{Expenditures.DefinitionText(definition)} {(rule.Edition.Length > 0 ? rule.Edition : "any edition")} {(rule.Year > 0 ? rule.Year : "any year")}";
        var without = nations.Where(nation => !any.Contains(nation)).ToList();
        return [.. (without.Count > 0 ? without : nations).Select(nation => Missing.Fact(
            $"{what} of {nation}, {which}", without.Count > 0 ? "Leave the nation out, or send inline weights." : "No year of one edition has all nations; name fewer of them or a year."))];
    }

    private static int? YearOf(CostKey key, string prefix) =>
        key.Name.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(key.Name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
