using Google.Protobuf.Collections;
using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.Spending;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Measure = Summit.Budgets.V1.WeightRule.Types.Measure;

namespace Summit.Budgets.Sharing;

/// <summary>The rule "share = weight / sum of weights".</summary>
internal static class WeightSharing
{
    public static void Check(WeightRule rule, IReadOnlyList<string> nations, string path, Faults faults)
    {
        faults.When(
            rule.Measure == Measure.Unspecified,
            $"{path}.measure",
            "is not set; allowed are MEASURE_EQUAL, MEASURE_GDP, MEASURE_DEFENCE_SPENDING, MEASURE_POPULATION, MEASURE_GNI and MEASURE_INLINE");
        faults.When(
            nations.Count == 0 && rule.Measure is Measure.Equal or Measure.Gdp or Measure.DefenceSpending,
            "nations", $"is empty; {path} needs the nations that share");
        faults.CheckOnce(rule.InlineWeights.Select(weight => weight.Nation), $"{path}.inline_weights");
        if (rule.Measure == Measure.Inline)
        {
            foreach (var nation in nations.Except(rule.InlineWeights.Select(weight => weight.Nation)))
            {
                faults.When(true, $"{path}.inline_weights", $"\"{nation}\" has no weight; needed is one for every nation that shares");
            }

            faults.When(
                rule.InlineWeights.Where(weight => nations.Count == 0 || nations.Contains(weight.Nation)).All(weight => weight.Value <= 0),
                $"{path}.inline_weights", "all weights are 0; at least one must be above 0");
        }

        LimitSharing.Check(rule.Limits, $"{path}.limits", faults);
    }

    public static async Task<SharingOutcome> RunAsync(WeightRule rule, SharingCall call, string path)
    {
        var (name, weights) = rule.Measure switch
        {
            Measure.Equal => ("equal shares", [.. call.Request.Nations.Select(nation => new NationValue(nation, Rational.One))]),
            Measure.Inline => ("weights given", Inline(rule, call.Request.Nations)),
            Measure.Population => await FromKeyAsync("population", rule.Year, call),
            Measure.Gni => await FromKeyAsync("gni", rule.Year, call),
            _ => await FromExpendituresAsync(rule, call),
        };
        if (Rational.Sum(weights.Select(weight => weight.Value)).IsZero)
        {
            throw new InvalidFieldsException("nations", $"the weights of these nations sum to 0 ({name}); name one that has a weight");
        }

        var shares = Limits.Normalise(weights);
        var limited = LimitSharing.Apply(rule.Limits, shares, $"{path}.limits");
        var sum = Rational.Sum(weights.Select(weight => weight.Value));
        return new(name, limited, nation =>
            $"{weights.First(weight => weight.Nation == nation).Value.ToText(2)} of {sum.ToText(2)} ({name})" + LimitSharing.Why(nation, shares, limited));
    }

    private static List<NationValue> Inline(WeightRule rule, RepeatedField<string> nations) =>
        [.. rule.InlineWeights.Where(weight => nations.Count == 0 || nations.Contains(weight.Nation)).Select(weight => new NationValue(weight.Nation, Rational.FromWire(weight.Value)))];

    /// <summary>Weights of a stored key <c>costKeys/{stem}-{year}</c>; without a year the newest one.</summary>
    private static async Task<(string, List<NationValue>)> FromKeyAsync(string stem, int year, SharingCall call)
    {
        var keys = await call.Held.ListAsync(BudgetResources.CostKeys);
        var prefix = $"costKeys/{stem}-";
        var key = keys.Where(candidate => candidate.Name.StartsWith(prefix, StringComparison.Ordinal) && (year == 0 || candidate.Name == $"{prefix}{year}"))
            .OrderBy(candidate => candidate.Name, StringComparer.Ordinal)
            .LastOrDefault();
        Missing.ThrowIfAny(key is null ? [($"{prefix}{(year == 0 ? "*" : year)}", "Store the key with CreateCostKey, or send inline weights.")] : []);

        var nations = call.Request.Nations.Count > 0 ? call.Request.Nations : [.. key!.Entries.Select(entry => entry.Nation)];
        var held = key!.Entries.ToDictionary(entry => entry.Nation, entry => Rational.FromWire(entry.Value), StringComparer.Ordinal);
        Missing.ThrowIfAny(nations.Where(nation => !held.ContainsKey(nation)).Select(nation => ($"{nation} in {key.Name}", "The key has no entry for this nation; leave it out or send inline weights.")));
        call.Facts.Use(key.Name, $"cost key {key.DisplayName}", $"{key.Entries.Count} entries", key.Source);
        return ($"{stem} by {key.Name}", [.. nations.Select(nation => new NationValue(nation, held[nation]))]);
    }

    /// <summary>GDP or defence spending of the newest year that every nation has in one edition, or of the year asked for.</summary>
    private static async Task<(string, List<NationValue>)> FromExpendituresAsync(WeightRule rule, SharingCall call)
    {
        var nations = call.Request.Nations;
        var (what, figureOf) = rule.Measure == Measure.Gdp
            ? ("GDP", (Func<Expenditure, Google.Type.Money?>)(figure => figure.Gdp))
            : ("defence spending", figure => figure.DefenceSpending);
        var definition = rule.Definition == SpendingDefinition.Unspecified ? SpendingDefinition.Nato : rule.Definition;
        var figures = await call.Held.ListAsync(BudgetResources.Expenditures, "nations/-");
        SpendingRange.Check(figures, call.AsOf);
        bool Has(ExpenditureBook book, string nation, int year) => book.Find(nation, year) is { } figure && figureOf(figure) is not null;
        int? YearOf(ExpenditureBook book) => book.Years.Where(year => rule.Year == 0 || year == rule.Year)
            .Where(year => nations.All(nation => Has(book, nation, year)))
            .Select(year => (int?)year)
            .LastOrDefault();

        var book = ExpenditureBook.Choose(figures, definition, rule.Edition, call.AsOf, candidate => YearOf(candidate) is not null);
        var year = book is null ? null : YearOf(book);
        if (book is null || year is null)
        {
            var any = figures.Where(figure => figure.Definition == definition && (rule.Edition.Length == 0 || figure.Edition == rule.Edition)
                && (rule.Year == 0 || figure.Year == rule.Year) && figureOf(figure) is not null).Select(figure => ResourceNames.NationOf(figure.Name)).ToHashSet(StringComparer.Ordinal);
            var which = $"{definition.ToString().ToUpperInvariant()} {(rule.Edition.Length > 0 ? rule.Edition : "any edition")} {(rule.Year > 0 ? rule.Year : "any year")}";
            var without = nations.Where(nation => !any.Contains(nation)).ToList();
            Missing.ThrowIfAny((without.Count > 0 ? without : [.. nations]).Select(nation =>
                ($"{what} of {nation}, {which}", without.Count > 0 ? "Leave the nation out, or send inline weights." : "No year of one edition has all nations; name fewer of them or a year.")));
        }

        foreach (var nation in nations)
        {
            book!.Use(call.Facts, book.Find(nation, year!.Value)!, what, figureOf(book.Find(nation, year.Value)!));
        }

        return ($"{what} {year}, {book!.Title}", [.. nations.Select(nation => new NationValue(nation, Amount.Of(figureOf(book.Find(nation, year!.Value)!)!)))]);
    }
}
