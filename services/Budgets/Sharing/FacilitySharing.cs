using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>The rule for a facility that is built for its heaviest user.</summary>
internal sealed class FacilitySharing : ISharingRule
{
    public SharingRule.RuleOneofCase Case => SharingRule.RuleOneofCase.Facility;

    public void Check(SharingRule rule, ShareCostRequest request, string path, Violations violations)
    {
        var needs = rule.Facility.Needs;
        violations.RequireDistinct(needs.Select(need => need.Nation), i => $"{path}.needs[{i}].nation");
        for (var i = 0; i < needs.Count; i++)
        {
            violations.RequireShareable(needs[i].Amount, request.Cost?.CurrencyCode ?? "", $"{path}.needs[{i}].amount");
        }

        var largest = needs.Where(need => need.Amount is not null).Select(need => Amount.Of(need.Amount)).DefaultIfEmpty(Rational.Zero).Max();
        violations.Require(
            request.Cost is null || largest == Amount.Of(request.Cost),
            "cost",
            $"{(request.Cost is null ? "" : Amount.Text(request.Cost))} is not the largest need of {path}, {largest.ToText(9)}; they must be equal");
    }

    public Task<SharingOutcome> ShareAsync(SharingRule rule, SharingCall call, string path)
    {
        var users = rule.Facility.Needs.Select(need => new FacilityUser(need.Nation, Amount.Of(need.Amount), need.HasUserCount ? need.UserCount : 1)).ToList();
        return Task.FromResult(new SharingOutcome(
            "nested facility: each layer split equally among the users that need it (Shapley value)",
            SharingOutcome.OfWhole(Facility.Share(users), Amount.Of(call.Request.Cost)),
            nation => Why(users.First(user => user.Nation == nation), users, call.Request.Cost.CurrencyCode)));
    }

    private static string Why(FacilityUser own, List<FacilityUser> users, string currency)
    {
        var layers = users.Select(user => user.Need).Where(need => need <= own.Need).Distinct().Count();
        var total = users.Sum(user => user.UserCount);
        return $"needs the lowest {layers} of the layers, up to {currency} {own.Need.ToText(9)}, for {own.UserCount} of {total} users";
    }
}
