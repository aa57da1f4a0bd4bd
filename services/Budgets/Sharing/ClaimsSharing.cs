using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;
using Method = Summit.Budgets.V1.ClaimsRule.Types.Method;

namespace Summit.Budgets.Sharing;

/// <summary>The rules that divide a pot among claims.</summary>
internal sealed class ClaimsSharing : ISharingRule
{
    public SharingRule.RuleOneofCase Case => SharingRule.RuleOneofCase.Claims;

    public void Check(SharingRule rule, ShareCostRequest request, string path, Violations violations)
    {
        var own = rule.Claims;
        violations.Require(
            own.Method != Method.Unspecified,
            $"{path}.method",
            "is not set; use one of METHOD_PROPORTIONAL, METHOD_EQUAL_AWARDS, METHOD_EQUAL_LOSSES, METHOD_TALMUD, METHOD_RANDOM_ARRIVAL and METHOD_MINIMAL_OVERLAP");
        NationAmounts.Check(own.Claims, request.Cost?.CurrencyCode ?? "", $"{path}.claims", violations);
        var sum = NationAmounts.Sum(own.Claims);
        violations.Require(
            request.Cost is null || Amount.Of(request.Cost) <= sum,
            "cost",
            $"{(request.Cost is null ? "" : Amount.Text(request.Cost))} is more than the claims of {path}, which sum to {sum.ToText(9)}; the cost must not exceed the claims");
    }

    public void CheckSize(SharingRule rule)
    {
        if (rule.Claims.Method == Method.RandomArrival && rule.Claims.Claims.Count > Division.MaxRandomArrivalClaims)
        {
            throw new ComputationTooLargeException("claims under random arrival", rule.Claims.Claims.Count, Division.MaxRandomArrivalClaims);
        }
    }

    public Task<SharingOutcome> ShareAsync(SharingRule rule, SharingCall call, string path)
    {
        var (own, pot) = (rule.Claims, call.Request.Cost);
        var claims = NationAmounts.Values(own.Claims);
        var exact = Amount.Of(pot);
        var (name, awards) = own.Method switch
        {
            Method.Proportional => ("proportional to claims", Division.Proportional(claims, exact)),
            Method.EqualAwards => ("constrained equal awards", Division.EqualAwards(claims, exact)),
            Method.EqualLosses => ("constrained equal losses", Division.EqualLosses(claims, exact)),
            Method.Talmud => ("Talmud rule", Division.Talmud(claims, exact)),
            Method.MinimalOverlap => ("minimal overlap", MinimalOverlap.Divide(claims, exact)),
            _ => ("random arrival", Division.RandomArrival(claims, exact)),
        };
        var byNation = own.Claims.ToDictionary(claim => claim.Nation, claim => claim.Amount, StringComparer.Ordinal);
        return Task.FromResult(new SharingOutcome(
            $"{name}: {Amount.Text(pot)} among claims of {NationAmounts.Sum(own.Claims).ToText(9)}",
            SharingOutcome.OfWhole(awards, exact),
            nation => $"{name} on a claim of {Amount.Text(byNation[nation])}"));
    }
}
