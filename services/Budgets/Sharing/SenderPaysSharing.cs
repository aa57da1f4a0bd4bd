using Google.Type;
using Summit.Budgets.Amounts;
using Summit.Budgets.V1;

namespace Summit.Budgets.Sharing;

/// <summary>The rule "costs lie where they fall".</summary>
internal static class SenderPaysSharing
{
    private const string Name = "costs lie where they fall: the sender pays";

    public static void Check(SenderPaysRule rule, Money cost, string path, Faults faults)
    {
        faults.When(rule.OwnCosts.Count > 0 == rule.Contributions.Count > 0, path, "exactly one of own_costs and contributions is allowed");
        NationAmounts.Check(rule.OwnCosts, cost, $"{path}.own_costs", faults);
        faults.CheckOnce(rule.Contributions.Select(contribution => contribution.Nation), $"{path}.contributions");
        var sum = NationAmounts.Sum(rule.OwnCosts);
        faults.When(
            rule.OwnCosts.Count > 0 && sum != Amount.Of(cost),
            "cost",
            $"{Amount.Text(cost)} is not the sum of {path}.own_costs, {sum.ToText(9)}; they must be equal");
        faults.When(
            rule.Contributions.Count > 0 && rule.Contributions.All(contribution => contribution.Value <= 0),
            $"{path}.contributions",
            "all are 0; at least one must be above 0");
    }

    public static SharingOutcome Run(SenderPaysRule rule, Money cost)
    {
        if (rule.OwnCosts.Count > 0)
        {
            return new(Name, SharingOutcome.OfWhole(NationAmounts.Values(rule.OwnCosts), Amount.Of(cost)), _ => "cost of its own contribution");
        }

        var sent = rule.Contributions.Select(contribution => new NationValue(contribution.Nation, Rational.FromWire(contribution.Value))).ToList();
        var sum = Rational.Sum(sent.Select(contribution => contribution.Value));
        return new(Name, Limits.Normalise(sent), nation => $"sends {sent.First(own => own.Nation == nation).Value.ToText(3)} of {sum.ToText(3)}");
    }
}
