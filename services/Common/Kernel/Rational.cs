using System.Globalization;
using System.Numerics;

namespace Summit.Kernel;

/// <summary>
/// An exact fraction. Every amount, share and rate is computed in it, so that nothing is rounded before the last step and no
/// binary floating point touches an amount.
/// </summary>
public readonly struct Rational : IComparable<Rational>, IEquatable<Rational>
{
    private readonly BigInteger _denominator;

    /// <summary>Makes a fraction in lowest terms with a positive denominator.</summary>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    /// <summary>Numerator; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Denominator, positive.</summary>
    // A default value is 0/1.
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>Whether the value is zero.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>0.</summary>
    public static readonly Rational Zero;

    /// <summary>1.</summary>
    public static readonly Rational One = new(1, 1);

    /// <summary>100.</summary>
    public static readonly Rational Hundred = new(100, 1);

    /// <summary>A whole number.</summary>
    public static implicit operator Rational(int value) => new(value, 1);

    /// <summary>A whole number.</summary>
    public static implicit operator Rational(long value) => new(value, 1);

    /// <summary>A whole number.</summary>
    public static implicit operator Rational(BigInteger value) => new(value, 1);

    /// <summary>The decimal number that a wire value prints as: 0.1 is one tenth, not its nearest binary fraction.</summary>
    public static Rational FromWire(double value) => Parse(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Reads a decimal number with optional exponent.</summary>
    public static Rational Parse(string text)
    {
        var split = text.IndexOfAny(['e', 'E']);
        var exponent = split < 0 ? 0 : int.Parse(text.AsSpan(split + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = split < 0 ? text : text[..split];
        var point = mantissa.IndexOf('.');
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        var digits = BigInteger.Parse(mantissa, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent >= 0 ? digits * BigInteger.Pow(10, exponent) : new Rational(digits, BigInteger.Pow(10, -exponent));
    }

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Difference.</summary>
    public static Rational operator -(Rational a, Rational b) => a + -b;

    /// <summary>Negation.</summary>
    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>Product.</summary>
    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Quotient.</summary>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Less.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Greater.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>Equal values.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>Different values.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>The smaller one.</summary>
    public static Rational Min(Rational a, Rational b) => a < b ? a : b;

    /// <summary>The larger one.</summary>
    public static Rational Max(Rational a, Rational b) => a > b ? a : b;

    /// <summary>Sum of all; 0 for none.</summary>
    public static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Zero, (sum, value) => sum + value);

    /// <summary>The value to a power of 0 or more.</summary>
    public Rational Power(int exponent) => new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent));

    /// <summary>Largest integer not above the value.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Smallest integer not below the value.</summary>
    public BigInteger Ceiling() => -(-this).Floor();

    /// <summary>The quotient to so many decimal places, halves away from zero: for long sums of quotients, whose exact fractions would grow without end.</summary>
    public Rational Over(Rational divisor, int places)
    {
        var scale = BigInteger.Pow(10, places);
        return new Rational((this * scale / divisor).Round(), scale);
    }

    /// <summary>Nearest integer, halves away from zero.</summary>
    public BigInteger Round()
    {
        var magnitude = ((BigInteger.Abs(Numerator) * 2) + Denominator) / (Denominator * 2);
        return Sign < 0 ? -magnitude : magnitude;
    }

    /// <summary>The positive n-th root of a value that is not negative, to 18 decimal places, rounded down.</summary>
    public Rational Root(int n)
    {
        var scale = BigInteger.Pow(10, 18);
        var scaled = Numerator * BigInteger.Pow(scale, n) / Denominator;
        if (scaled.IsZero)
        {
            return Zero;
        }

        // Newton on integers from above; it falls until it has reached the floor of the root.
        var root = BigInteger.One << (int)((scaled.GetBitLength() / n) + 1);
        while (true)
        {
            var next = (((n - 1) * root) + (scaled / BigInteger.Pow(root, n - 1))) / n;
            if (next >= root)
            {
                return new Rational(root, scale);
            }

            root = next;
        }
    }

    /// <summary>The nearest floating point number, also where numerator or denominator are beyond its range. For display and for statistics.</summary>
    public double ToDouble()
    {
        var shift = (int)Math.Max(0, Math.Max(Numerator.GetBitLength(), Denominator.GetBitLength()) - 1000);
        return shift == 0 ? (double)Numerator / (double)Denominator : (double)(Numerator >> shift) / (double)(Denominator >> shift);
    }

    /// <summary>For display only: shares, percentages, growth. Never for an amount.</summary>
    /// <exception cref="NumberTooLargeException">The value is larger than a floating point number can be: an answer never says Infinity.</exception>
    public double ToDisplay() => double.Parse(ToText(15), CultureInfo.InvariantCulture) is var shown && double.IsFinite(shown)
        ? shown
        : throw new NumberTooLargeException("A result is larger than a number can be; ask with smaller figures.");

    /// <summary>Decimal text with at most so many decimal places, no trailing zeros.</summary>
    public string ToText(int places)
    {
        var scaled = (this * BigInteger.Pow(10, places)).Round();
        var digits = BigInteger.Abs(scaled).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        var text = places == 0 ? digits : $"{digits[..^places]}.{digits[^places..]}".TrimEnd('0').TrimEnd('.');
        return scaled.Sign < 0 ? "-" + text : text;
    }

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <inheritdoc/>
    public override string ToString() => ToText(12);
}
