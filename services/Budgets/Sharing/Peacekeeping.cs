using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>A member of the peacekeeping scale. Rate and discount are fractions of one.</summary>
internal readonly record struct PeacekeepingRate(string Nation, Rational Regular, Rational Discount, bool Permanent);

/// <summary>The peacekeeping scale of the United Nations.</summary>
internal static class Peacekeeping
{
    /// <summary>
    /// Members pay their regular rate minus their discount. The permanent members of the Security Council pay the remainder, with
    /// one common factor on their regular rates. If the rates do not sum to one, they are divided by their sum.
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
