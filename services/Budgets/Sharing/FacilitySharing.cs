using Google.Type;
using Summit.Budgets.Amounts;
using Summit.Budgets.V1;

namespace Summit.Budgets.Sharing;

/// <summary>The rule for a facility built for its heaviest user.</summary>
internal static class FacilitySharing
{
    public static void Check(FacilityRule rule, Money cost, string path, Faults faults)
    {
        faults.CheckOnce(rule.Needs.Select(need => need.Nation), $"{path}.needs");
        for (var i = 0; i < rule.Needs.Count; i++)
        {
            faults.CheckShareable(rule.Needs[i].Amount, cost.CurrencyCode, $"{path}.needs[{i}].amount");
        }

        var needs = rule.Needs.Where(need => need.Amount is not null).Select(need => Amount.Of(need.Amount)).ToList();
        var largest = needs.Count == 0 ? Rational.Zero : needs.Max();
        faults.When(
            largest != Amount.Of(cost),
            "cost",
            $"{Amount.Text(cost)} is not the largest need of {path}, {largest.ToText(9)}; they must be equal");
    }

    public static SharingOutcome Run(FacilityRule rule, Money cost)
    {
        var users = rule.Needs.Select(need => new FacilityUser(need.Nation, Amount.Of(need.Amount), Math.Max(need.UserCount, 1))).ToList();
        return new(
            "nested facility: each layer split equally among the users that need it (Shapley value)",
            SharingOutcome.OfWhole(Facility.Share(users), Amount.Of(cost)),
            nation => Why(users.First(user => user.Nation == nation), users, cost.CurrencyCode));
    }

    private static string Why(FacilityUser own, List<FacilityUser> users, string currency)
    {
        var layers = users.Select(user => user.Need).Where(need => need <= own.Need).Distinct().Count();
        var total = users.Sum(user => user.UserCount);
        return $"needs the lowest {layers} of the layers, up to {currency} {own.Need.ToText(9)}, for {own.UserCount} of {total} users";
    }
}
