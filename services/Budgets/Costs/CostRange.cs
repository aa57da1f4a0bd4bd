using System.Numerics;
using Summit.Api.V1;
using Summit.Kernel;

namespace Summit.Budgets.Costs;

/// <summary>Low, mid and high of an amount; exact.</summary>
internal readonly record struct CostRange(Rational Low, Rational Mid, Rational High)
{
    public static readonly CostRange Zero;

    public static CostRange operator +(CostRange a, CostRange b) => new(a.Low + b.Low, a.Mid + b.Mid, a.High + b.High);

    public static CostRange operator *(CostRange a, Rational factor) => new(a.Low * factor, a.Mid * factor, a.High * factor);

    /// <summary>
    /// The difference of two ranges that may err independently: lowest less highest and so on, so that a wider input never
    /// gives a narrower answer. Not below zero.
    /// </summary>
    public CostRange Less(CostRange other)
    {
        static Rational NotNegative(Rational value) => Rational.Max(value, Rational.Zero);
        return new(NotNegative(Low - other.High), NotNegative(Mid - other.Mid), NotNegative(High - other.Low));
    }

    /// <summary>
    /// Rounded to what is known: an amount without a range to the currency's minor unit; a range to three significant digits,
    /// its low end down and its high end up, so that rounding never narrows it.
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
        // The unit of the third digit; at least a hundredth, the minor unit of most currencies.
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
}
