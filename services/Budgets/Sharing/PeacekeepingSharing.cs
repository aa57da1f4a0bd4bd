using Summit.Budgets.Amounts;
using Summit.Budgets.V1;

namespace Summit.Budgets.Sharing;

/// <summary>The rule "UN peacekeeping scale".</summary>
internal static class PeacekeepingSharing
{
    public static void Check(PeacekeepingRule rule, string path, Faults faults)
    {
        faults.CheckOnce(rule.Members.Select(member => member.Nation), $"{path}.members");
        var rates = rule.Members.Where(member => double.IsFinite(member.RegularPercent)).Select(member => Rational.FromWire(member.RegularPercent)).ToList();
        faults.When(
            !Keys.SumsToHundred(rates),
            $"{path}.members",
            $"the regular rates sum to {Rational.Sum(rates).ToText(6)}; allowed is 100 within {Keys.PercentTolerance.ToText(2)}");
        faults.When(
            rule.Members.All(member => !member.PermanentMember || member.RegularPercent <= 0) && rule.Members.Any(member => member.DiscountPercent > 0),
            $"{path}.members", "there are discounts and no permanent member with a rate to take them up");
        for (var i = 0; i < rule.Members.Count; i++)
        {
            faults.When(
                rule.Members[i].PermanentMember && rule.Members[i].DiscountPercent > 0,
                $"{path}.members[{i}].discount_percent", $"{rule.Members[i].DiscountPercent} for a permanent member; permanent members have no discount");
        }
    }

    public static SharingOutcome Run(PeacekeepingRule rule)
    {
        var (shares, factor) = Peacekeeping.Share([.. rule.Members.Select(member => new PeacekeepingRate(
            member.Nation, Rational.FromWire(member.RegularPercent), Rational.FromWire(member.DiscountPercent) / 100, member.PermanentMember))]);
        var members = rule.Members.ToDictionary(member => member.Nation, StringComparer.Ordinal);
        return new(
            $"UN peacekeeping scale, factor of the permanent members {factor.ToText(6)}",
            shares,
            nation => members[nation].PermanentMember
                ? $"regular rate {members[nation].RegularPercent} % times {factor.ToText(6)}"
                : $"regular rate {members[nation].RegularPercent} % less {members[nation].DiscountPercent} %");
    }
}
