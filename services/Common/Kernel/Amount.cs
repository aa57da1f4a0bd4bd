using System.Collections.Frozen;
using System.Numerics;
using Google.Type;

namespace Summit.Kernel;

/// <summary>Converts between money on the wire and exact numbers.</summary>
public static class Amount
{
    private const int NanosPerUnit = 1_000_000_000;
    private const int UsualMinorDigits = 2;

    // ISO 4217 currencies whose minor unit is not a hundredth.
    private static readonly FrozenDictionary<string, int> MinorDigits = new Dictionary<string, int>
    {
        ["BHD"] = 3,
        ["BIF"] = 0,
        ["CLP"] = 0,
        ["DJF"] = 0,
        ["GNF"] = 0,
        ["IQD"] = 3,
        ["ISK"] = 0,
        ["JOD"] = 3,
        ["JPY"] = 0,
        ["KMF"] = 0,
        ["KRW"] = 0,
        ["KWD"] = 3,
        ["LYD"] = 3,
        ["OMR"] = 3,
        ["PYG"] = 0,
        ["RWF"] = 0,
        ["TND"] = 3,
        ["UGX"] = 0,
        ["UYI"] = 0,
        ["VND"] = 0,
        ["VUV"] = 0,
        ["XAF"] = 0,
        ["XOF"] = 0,
        ["XPF"] = 0,
    }.ToFrozenDictionary();

    /// <summary>Returns the exact amount, in units.</summary>
    public static Rational Of(Money money) => money.Units + new Rational(money.Nanos, NanosPerUnit);

    /// <summary>Rounds the amount to a billionth of a unit, halves away from zero.</summary>
    /// <exception cref="NumberTooLargeException">The amount is larger than google.type.Money can represent.</exception>
    public static Money ToMoney(Rational amount, string currency)
    {
        var nanos = (amount * NanosPerUnit).Round();
        var units = BigInteger.DivRem(nanos, NanosPerUnit, out var rest);
        if (units > long.MaxValue || units < long.MinValue)
        {
            throw new NumberTooLargeException($"An amount of {units} {currency} is larger than a money value can hold; ask for less.");
        }

        return new Money { CurrencyCode = currency, Units = (long)units, Nanos = (int)rest };
    }

    /// <summary>Rounds the amount to the minor unit of the currency, halves away from zero.</summary>
    public static Money ToMinorMoney(Rational amount, string currency) => FromMinor((amount * Scale(currency)).Round(), currency);

    /// <summary>Converts whole minor units (cents) to money.</summary>
    public static Money FromMinor(BigInteger minor, string currency) => ToMoney(new Rational(minor, Scale(currency)), currency);

    /// <summary>Returns the amount in minor units. It is a whole number if <see cref="IsWholeMinor"/> is true.</summary>
    public static Rational InMinor(Money money) => Of(money) * Scale(money.CurrencyCode);

    /// <summary>Returns whether the amount is a whole number of minor units.</summary>
    public static bool IsWholeMinor(Money money) => InMinor(money).Denominator.IsOne;

    /// <summary>The amount as text, for example <c>EUR 1234.5</c>.</summary>
    public static string Text(Money money) => $"{money.CurrencyCode} {Of(money).ToText(9)}";

    /// <summary>The smallest amount of the currency as text, for example <c>EUR 0.01</c>.</summary>
    public static string MinorText(string currency) => $"{currency} {new Rational(1, Scale(currency)).ToText(3)}";

    private static BigInteger Scale(string currency) => BigInteger.Pow(10, MinorDigits.GetValueOrDefault(currency, UsualMinorDigits));
}
