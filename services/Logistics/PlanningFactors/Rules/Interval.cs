using Summit.Kernel;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>
/// Exact low, mid and high values of a non-negative quantity. Each end of a result is computed from the ends of the inputs that
/// lead to it, so that a wider input never gives a narrower result.
/// </summary>
internal readonly record struct Interval(Rational Low, Rational Mid, Rational High)
{
    public static readonly Interval Zero;

    public static readonly Interval One = Rational.One;

    /// <summary>Converts a known value.</summary>
    public static implicit operator Interval(Rational value) => new(value, value, value);

    /// <inheritdoc cref="op_Implicit(Rational)"/>
    public static implicit operator Interval(int value) => (Rational)value;

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.Mid + b.Mid, a.High + b.High);

    public static Interval operator *(Interval a, Interval b) => new(a.Low * b.Low, a.Mid * b.Mid, a.High * b.High);

    /// <summary>The quotient; the divisor is above 0 at each end.</summary>
    public static Interval operator /(Interval a, Interval b) => new(a.Low / b.High, a.Mid / b.Mid, a.High / b.Low);

    public static Interval Min(Interval a, Interval b) => new(Rational.Min(a.Low, b.Low), Rational.Min(a.Mid, b.Mid), Rational.Min(a.High, b.High));

    /// <summary>The difference, at least zero at each end: lowest minus highest and so on.</summary>
    public Interval Less(Interval other) => new(NotNegative(Low - other.High), NotNegative(Mid - other.Mid), NotNegative(High - other.Low));

    /// <summary>Converts a range through the decimal numbers that it prints as.</summary>
    public static Interval Of(Range range) => new(Rational.FromWire(range.Low), Rational.FromWire(range.Mid), Rational.FromWire(range.High));

    /// <summary>Each end rounded up to a whole number.</summary>
    public Interval Ceiling() => Each(v => v.Ceiling());

    /// <summary>Applies an increasing function to each end.</summary>
    public Interval Each(Func<Rational, Rational> rising) => new(rising(Low), rising(Mid), rising(High));

    private static Rational NotNegative(Rational value) => Rational.Max(value, Rational.Zero);

    /// <summary>Converts to a message, for display.</summary>
    public Range ToRange() => new() { Low = Low.ToDisplay(), Mid = Mid.ToDisplay(), High = High.ToDisplay() };

    /// <summary>For example <c>12 / 16 / 24</c>, or one number where all are the same.</summary>
    public override string ToString() => Low == High ? Mid.ToText(3) : $"{Low.ToText(3)} / {Mid.ToText(3)} / {High.ToText(3)}";
}
