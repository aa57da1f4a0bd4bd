using Google.Type;
using Summit.Budgets.Amounts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Method = Summit.Budgets.V1.ClaimsRule.Types.Method;

namespace Summit.Budgets.Sharing;

/// <summary>The rules that divide a pot among claims.</summary>
internal static class ClaimsSharing
{
    public static void Check(ClaimsRule rule, Money pot, string path, Faults faults)
    {
        faults.When(
            rule.Method == Method.Unspecified,
            $"{path}.method",
            "is not set; allowed are METHOD_PROPORTIONAL, METHOD_EQUAL_AWARDS, METHOD_EQUAL_LOSSES, METHOD_TALMUD and METHOD_RANDOM_ARRIVAL");
        NationAmounts.Check(rule.Claims, pot, $"{path}.claims", faults);
        var sum = NationAmounts.Sum(rule.Claims);
        faults.When(
            Amount.Of(pot) > sum,
            "cost",
            $"{Amount.Text(pot)} is more than the claims of {path}, which sum to {sum.ToText(9)}; nothing has to be divided");
    }

    /// <summary>Refuses what would take too long. Only after everything else was found well.</summary>
    public static void CheckSize(ClaimsRule rule)
    {
        if (rule.Method == Method.RandomArrival && rule.Claims.Count > Division.MaxRandomArrivalClaims)
        {
            throw new ComputationTooLargeException("claims under random arrival", rule.Claims.Count, Division.MaxRandomArrivalClaims);
        }
    }

    public static SharingOutcome Run(ClaimsRule rule, Money pot)
    {
        var claims = NationAmounts.Values(rule.Claims);
        var exact = Amount.Of(pot);
        var (name, awards) = rule.Method switch
        {
            Method.Proportional => ("proportional to claims", Division.Proportional(claims, exact)),
            Method.EqualAwards => ("constrained equal awards", Division.EqualAwards(claims, exact)),
            Method.EqualLosses => ("constrained equal losses", Division.EqualLosses(claims, exact)),
            Method.Talmud => ("Talmud rule", Division.Talmud(claims, exact)),
            _ => ("random arrival", Division.RandomArrival(claims, exact)),
        };
        var sum = NationAmounts.Sum(rule.Claims);
        var byNation = rule.Claims.ToDictionary(claim => claim.Nation, claim => claim.Amount, StringComparer.Ordinal);
        return new(
            $"{name}: {Amount.Text(pot)} among claims of {sum.ToText(9)}",
            SharingOutcome.OfWhole(awards, exact),
            nation => $"{name} on a claim of {Amount.Text(byNation[nation])}");
    }
}

/// <summary>Lists of amounts by nation, as requests carry them.</summary>
internal static class NationAmounts
{
    public static void Check(IReadOnlyList<NationAmount> amounts, Money cost, string path, Faults faults)
    {
        faults.CheckOnce(amounts.Select(amount => amount.Nation), path);
        for (var i = 0; i < amounts.Count; i++)
        {
            faults.CheckShareable(amounts[i].Amount, cost.CurrencyCode, $"{path}[{i}].amount");
        }
    }

    public static IReadOnlyList<NationValue> Values(IEnumerable<NationAmount> amounts) =>
        [.. amounts.Select(amount => new NationValue(amount.Nation, Amount.Of(amount.Amount)))];

    public static Rational Sum(IEnumerable<NationAmount> amounts) =>
        Rational.Sum(amounts.Where(amount => amount.Amount is not null).Select(amount => Amount.Of(amount.Amount)));
}
