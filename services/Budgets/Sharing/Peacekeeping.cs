using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>A member of the peacekeeping scale; rate and discount as fractions of one.</summary>
internal readonly record struct PeacekeepingRate(string Nation, Rational Regular, Rational Discount, bool Permanent);

/// <summary>The United Nations' peacekeeping scale.</summary>
internal static class Peacekeeping
{
    /// <summary>
    /// Members pay their regular rate less their discount; the permanent members of the Security Council pay what that leaves,
    /// with one common factor on their regular rates. Rates of any sum are taken relative to it.
    /// </summary>
    public static (IReadOnlyList<NationValue> Shares, Rational PermanentFactor) Share(IReadOnlyList<PeacekeepingRate> rates)
    {
        var sum = Rational.Sum(rates.Select(rate => rate.Regular));
        var permanent = Rational.Sum(rates.Where(rate => rate.Permanent).Select(rate => rate.Regular));
        var discounts = Rational.Sum(rates.Where(rate => !rate.Permanent).Select(rate => rate.Regular * rate.Discount));
        var factor = permanent.IsZero ? Rational.One : (permanent + discounts) / permanent;
        return ([.. rates.Select(rate => new NationValue(
            rate.Nation,
            rate.Regular * (rate.Permanent ? factor : Rational.One - rate.Discount) / sum))], factor);
    }
}
