using Summit.Budgets.Keys;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>The rule "costs lie where they fall".</summary>
internal sealed class SenderPaysSharing : ISharingRule
{
    private const string Name = "costs lie where they fall: the sender pays";

    public SharingRule.RuleOneofCase Case => SharingRule.RuleOneofCase.SenderPays;

    public void Check(SharingRule rule, ShareCostRequest request, string path, Violations violations)
    {
        var own = rule.SenderPays;
        violations.Require(own.OwnCosts.Count > 0 != own.Contributions.Count > 0, path, "exactly one of own_costs and contributions is allowed");
        NationAmounts.Check(own.OwnCosts, request.Cost?.CurrencyCode ?? "", $"{path}.own_costs", violations);
        violations.RequireDistinct(own.Contributions.Select(contribution => contribution.Nation), i => $"{path}.contributions[{i}].nation");
        var sum = NationAmounts.Sum(own.OwnCosts);
        violations.Require(
            own.OwnCosts.Count == 0 || request.Cost is null || sum == Amount.Of(request.Cost),
            "cost",
            $"{(request.Cost is null ? "" : Amount.Text(request.Cost))} is not the sum of {path}.own_costs, {sum.ToText(9)}; they must be equal");
        violations.Require(
            own.Contributions.Count == 0 || own.Contributions.Any(contribution => contribution.Value != 0),
            $"{path}.contributions",
            "all are 0; at least one must be above 0");
    }

    public Task<SharingOutcome> ShareAsync(SharingRule rule, SharingCall call, string path)
    {
        if (rule.SenderPays.OwnCosts.Count > 0)
        {
            return Task.FromResult(new SharingOutcome(
                Name, SharingOutcome.OfWhole(NationAmounts.Values(rule.SenderPays.OwnCosts), Amount.Of(call.Request.Cost)), _ => "cost of its own contribution"));
        }

        var sent = rule.SenderPays.Contributions.Select(contribution => new NationValue(contribution.Nation, Rational.FromWire(contribution.Value))).ToList();
        var sum = Rational.Sum(sent.Select(contribution => contribution.Value));
        return Task.FromResult(new SharingOutcome(
            Name, Limits.Normalise(sent), nation => $"sends {sent.First(own => own.Nation == nation).Value.ToText(3)} of {sum.ToText(3)}"));
    }
}
