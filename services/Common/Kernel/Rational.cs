using System.Globalization;
using System.Numerics;

namespace Summit.Kernel;

/// <summary>
/// An exact fraction. All amounts, shares and rates are computed with this type, so that nothing is rounded before the last step
/// and no amount is stored as binary floating point.
/// </summary>
public readonly struct Rational : IComparable<Rational>, IEquatable<Rational>
{
    private readonly BigInteger _denominator;

    /// <summary>Creates a fraction in lowest terms with a positive denominator.</summary>
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

    /// <summary>The numerator. It has the sign of the fraction.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, always positive.</summary>
    // A default value is 0/1.
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>The sign: -1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>Whether the value is zero.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>The value 0.</summary>
    public static readonly Rational Zero;

    /// <summary>The value 1.</summary>
    public static readonly Rational One = new(1, 1);

    /// <summary>The value 100.</summary>
    public static readonly Rational Hundred = new(100, 1);

    /// <summary>Converts a whole number.</summary>
    public static implicit operator Rational(int value) => new(value, 1);

    /// <summary>Converts a whole number.</summary>
    public static implicit operator Rational(long value) => new(value, 1);

    /// <summary>Converts a whole number.</summary>
    public static implicit operator Rational(BigInteger value) => new(value, 1);

    /// <summary>
    /// Returns the decimal number that a wire value prints as. For example, 0.1 is one tenth, not its nearest binary fraction.
    /// </summary>
    public static Rational FromWire(double value) => Parse(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Parses a decimal number with an optional exponent.</summary>
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

    /// <summary>Adds two values.</summary>
    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Subtracts two values.</summary>
    public static Rational operator -(Rational a, Rational b) => a + -b;

    /// <summary>Negates a value.</summary>
    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>Multiplies two values.</summary>
    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Divides two values.</summary>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Returns whether a is less than b.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Returns whether a is greater than b.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Returns whether a is less than or equal to b.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Returns whether a is greater than or equal to b.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>Returns whether the values are equal.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>Returns whether the values are different.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>Returns the smaller value.</summary>
    public static Rational Min(Rational a, Rational b) => a < b ? a : b;

    /// <summary>Returns the larger value.</summary>
    public static Rational Max(Rational a, Rational b) => a > b ? a : b;

    /// <summary>Returns the sum of all values; 0 if there are none.</summary>
    public static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Zero, (sum, value) => sum + value);

    /// <summary>Returns the value raised to a power of 0 or more.</summary>
    public Rational Power(int exponent) => new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent));

    /// <summary>Returns the largest integer that is not greater than the value.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Returns the smallest integer that is not less than the value.</summary>
    public BigInteger Ceiling() => -(-this).Floor();

    /// <summary>
    /// Returns the quotient rounded to the given number of decimal places, halves away from zero. Used for long sums of quotients,
    /// where the size of exact fractions would grow without limit.
    /// </summary>
    public Rational Over(Rational divisor, int places)
    {
        var scale = BigInteger.Pow(10, places);
        return new Rational((this * scale / divisor).Round(), scale);
    }

    /// <summary>Returns the nearest integer, halves away from zero.</summary>
    public BigInteger Round()
    {
        var magnitude = ((BigInteger.Abs(Numerator) * 2) + Denominator) / (Denominator * 2);
        return Sign < 0 ? -magnitude : magnitude;
    }

    /// <summary>Returns the positive n-th root of a value that is not negative, to 18 decimal places, rounded down.</summary>
    public Rational Root(int n)
    {
        var scale = BigInteger.Pow(10, 18);
        var scaled = Numerator * BigInteger.Pow(scale, n) / Denominator;
        if (scaled.IsZero)
        {
            return Zero;
        }

        // Newton's method on integers, starting from above. The value decreases until it reaches the floor of the root.
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

    /// <summary>
    /// Returns the nearest floating-point number, even if the numerator or denominator is outside its range. For display and
    /// statistics.
    /// </summary>
    public double ToDouble()
    {
        var shift = (int)Math.Max(0, Math.Max(Numerator.GetBitLength(), Denominator.GetBitLength()) - 1000);
        return shift == 0 ? (double)Numerator / (double)Denominator : (double)(Numerator >> shift) / (double)(Denominator >> shift);
    }

    /// <summary>Returns a value for display only: shares, percentages, growth. Do not use it for amounts.</summary>
    /// <exception cref="NumberTooLargeException">
    /// The value is larger than a floating-point number can represent. A response never contains Infinity.
    /// </exception>
    public double ToDisplay() => double.Parse(ToText(15), CultureInfo.InvariantCulture) is var shown && double.IsFinite(shown)
        ? shown
        : throw new NumberTooLargeException("A result is larger than a number can be; ask with smaller figures.");

    /// <summary>Returns decimal text with at most the given number of decimal places and no trailing zeros.</summary>
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
