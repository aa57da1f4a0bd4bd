using System.Globalization;
using System.Numerics;

namespace Summit.Logistics.Rotation;

/// <summary>An exact ratio in lowest terms with a positive denominator: shares and factors are compared without rounding.</summary>
internal readonly record struct Ratio : IComparable<Ratio>
{
    public Ratio(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    /// <summary>Reads a number as the decimal that it prints as: 0.1 is one tenth.</summary>
    public static Ratio Of(double value)
    {
        var text = ((decimal)value).ToString(CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0
            ? new(BigInteger.Parse(text, CultureInfo.InvariantCulture), 1)
            : new(BigInteger.Parse(text.Remove(point, 1), CultureInfo.InvariantCulture), BigInteger.Pow(10, text.Length - point - 1));
    }

    public static Ratio operator +(Ratio a, Ratio b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Ratio operator -(Ratio a, Ratio b) => new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Ratio operator *(Ratio a, Ratio b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Ratio operator /(Ratio a, Ratio b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static implicit operator Ratio(long value) => new(value, 1);

    public BigInteger Floor() => BigInteger.DivRem(Numerator, Denominator, out var rest) - (rest.Sign < 0 ? 1 : 0);

    public BigInteger Ceiling() => -new Ratio(-Numerator, Denominator).Floor();

    public int CompareTo(Ratio other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public override string ToString() => $"{Numerator}/{Denominator}";

    /// <summary>For display only.</summary>
    public double ToDouble(int decimals) => (double)((this * Power(decimals)) + new Ratio(1, 2)).Floor() / Math.Pow(10, decimals);

    private static Ratio Power(int decimals) => new(BigInteger.Pow(10, decimals), 1);
}
