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

    /// <summary>Each rounded to the currency's minor unit.</summary>
    public CostRange Rounded(string currency)
    {
        Rational Round(Rational value) => Amount.Of(Amount.ToMinorMoney(value, currency));
        return new(Round(Low), Round(Mid), Round(High));
    }

    public MoneyRange ToMoney(string currency, PriceBasis basis) => new()
    {
        Low = Amount.ToMinorMoney(Low, currency),
        Mid = Amount.ToMinorMoney(Mid, currency),
        High = Amount.ToMinorMoney(High, currency),
        Basis = basis,
    };
}
