using Summit.Budgets.Facts;
using Summit.Budgets.Keys;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>The rule "UN peacekeeping scale".</summary>
internal sealed class PeacekeepingSharing : ISharingRule
{
    public SharingRule.RuleOneofCase Case => SharingRule.RuleOneofCase.Peacekeeping;

    public void Check(SharingRule rule, ShareCostRequest request, string path, Violations violations)
    {
        var members = rule.Peacekeeping.Members;
        violations.RequireDistinct(members.Select(member => member.Nation), i => $"{path}.members[{i}].nation");
        var rates = Requirements.Finite(members.Select(member => member.RegularPercent)).ToList();
        violations.Require(
            CostKeys.SumsToHundred(rates),
            $"{path}.members",
            $"the regular rates sum to {Rational.Sum(rates).ToText(6)}; it must be 100 within {CostKeys.PercentTolerance.ToText(2)}");
        violations.Require(
            members.Any(member => member.PermanentMember && member.RegularPercent > 0) || members.All(member => !(member.DiscountPercent > 0)),
            $"{path}.members", "has discounts, but no permanent member with a rate above 0 to cover them");
        for (var i = 0; i < members.Count; i++)
        {
            violations.Require(
                !members[i].PermanentMember || !(members[i].DiscountPercent > 0),
                $"{path}.members[{i}].discount_percent", $"{members[i].DiscountPercent} for a permanent member; permanent members have no discount");
        }
    }

    public Task<SharingOutcome> ShareAsync(SharingRule rule, SharingCall call, string path)
    {
        var (shares, factor) = Peacekeeping.Share([.. rule.Peacekeeping.Members.Select(member => new PeacekeepingRate(
            member.Nation, Rational.FromWire(member.RegularPercent), Rational.FromWire(member.DiscountPercent) / 100, member.PermanentMember))]);
        var members = rule.Peacekeeping.Members.ToDictionary(member => member.Nation, StringComparer.Ordinal);
        return Task.FromResult(new SharingOutcome(
            $"UN peacekeeping scale, factor of the permanent members {factor.ToText(6)}",
            shares,
            nation => members[nation].PermanentMember
                ? $"regular rate {members[nation].RegularPercent} % times {factor.ToText(6)}"
                : $"regular rate {members[nation].RegularPercent} % less {members[nation].DiscountPercent} %"));
    }
}
