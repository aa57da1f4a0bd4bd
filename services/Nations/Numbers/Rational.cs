using System.Globalization;
using System.Numerics;
using Summit.Nations.V1;

namespace Summit.Nations.Numbers;

/// <summary>An exact fraction in lowest terms, for results that must not depend on rounding or on the order of inputs.</summary>
internal readonly record struct Rational : IComparable<Rational>
{
    private readonly BigInteger _denominator;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(denominator, BigInteger.Zero);
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    // default(Rational) is 0/1.
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>The decimal number that people wrote: 0.1 is one tenth, not the nearest binary fraction.</summary>
    public static Rational OfDecimal(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var text = shortest.Contains('E', StringComparison.Ordinal) ? shortest : shortest + "E0";
        var split = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = text[..split];
        var exponent = int.Parse(text[(split + 1)..], CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }
        var digits = BigInteger.Parse(mantissa, CultureInfo.InvariantCulture);
        return exponent >= 0 ? new Rational(digits * BigInteger.Pow(10, exponent), 1) : new Rational(digits, BigInteger.Pow(10, -exponent));
    }

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The nearest floating point number, also where numerator or denominator are beyond its range.</summary>
    public double ToDouble()
    {
        var shift = (int)Math.Max(0, Math.Max(Numerator.GetBitLength(), Denominator.GetBitLength()) - 1000);
        return shift == 0 ? (double)Numerator / (double)Denominator : (double)(Numerator >> shift) / (double)(Denominator >> shift);
    }

    public Fraction ToFraction() => new() { Numerator = Numerator.ToString(), Denominator = Denominator.ToString(), Value = ToDouble() };
}
