using System.Numerics;
using Summit.Api.V1;
using Summit.Kernel;

namespace Summit.Budgets.Costs;

/// <summary>Low, mid and high values of an amount, as exact numbers.</summary>
internal readonly record struct CostRange(Rational Low, Rational Mid, Rational High)
{
    public static readonly CostRange Zero;

    public static CostRange operator +(CostRange a, CostRange b) => new(a.Low + b.Low, a.Mid + b.Mid, a.High + b.High);

    public static CostRange operator *(CostRange a, Rational factor) => new(a.Low * factor, a.Mid * factor, a.High * factor);

    /// <summary>
    /// Returns the difference of two ranges whose errors are independent: lowest minus highest, and highest minus lowest, so that a
    /// wider input never gives a narrower result. The result is never below zero.
    /// </summary>
    public CostRange Less(CostRange other)
    {
        static Rational NotNegative(Rational value) => Rational.Max(value, Rational.Zero);
        return new(NotNegative(Low - other.High), NotNegative(Mid - other.Mid), NotNegative(High - other.Low));
    }

    /// <summary>
    /// Rounds to the known precision. An amount without a range is rounded to the minor unit of the currency. A range is rounded to
    /// three significant digits, the low end down and the high end up, so that rounding never narrows it.
    /// </summary>
    public CostRange Rounded(string currency)
    {
        if (Low == High)
        {
            Rational only = Amount.Of(Amount.ToMinorMoney(Mid, currency));
            return new(only, only, only);
        }

        return new(Significant(Low, v => v.Floor()), Significant(Mid, v => v.Round()), Significant(High, v => v.Ceiling()));
    }

    private static Rational Significant(Rational value, Func<Rational, BigInteger> round)
    {
        // The unit of the third digit, but at least a hundredth, which is the minor unit of most currencies.
        var unit = new Rational(1, 100);
        while (value >= unit * 1_000)
        {
            unit *= 10;
        }

        return round(value / unit) * unit;
    }

    public MoneyRange ToMoney(string currency, PriceBasis basis) => new()
    {
        Low = Amount.ToMinorMoney(Low, currency),
        Mid = Amount.ToMinorMoney(Mid, currency),
        High = Amount.ToMinorMoney(High, currency),
        Basis = basis,
    };

    /// <summary>Converts without rounding to the minor unit, as exact as money on the wire can be.</summary>
    public MoneyRange ToExactMoney(string currency, PriceBasis basis) => new()
    {
        Low = Amount.ToMoney(Low, currency),
        Mid = Amount.ToMoney(Mid, currency),
        High = Amount.ToMoney(High, currency),
        Basis = basis,
    };
}
