using Summit.Nations.V1;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>Tests of a rule, in exact integers. Shares are compared by cross-multiplication, never as rounded percentages.</summary>
internal static class Criteria
{
    /// <summary>Holds when actual / whole is at least the share.</summary>
    public static Criterion Share(string title, long actual, long whole, long numerator, long denominator) =>
        Fill(new Criterion { Title = title, Actual = actual, Whole = whole, Numerator = numerator, Denominator = denominator });

    /// <summary>Holds when actual / whole is above the share.</summary>
    public static Criterion Above(string title, long actual, long whole, long numerator, long denominator) =>
        Fill(new Criterion { Title = title, Actual = actual, Whole = whole, Numerator = numerator, Denominator = denominator, Strict = true });

    /// <summary>Holds when actual / whole is below the share.</summary>
    public static Criterion Below(string title, long actual, long whole, long numerator, long denominator) =>
        Fill(new Criterion { Title = title, Actual = actual, Whole = whole, Numerator = numerator, Denominator = denominator, Inverted = true });

    /// <summary>Holds when actual is at least a given number.</summary>
    public static Criterion Count(string title, long actual, long needed) => Share(title, actual, 1, needed, 1);

    /// <summary>Returns a test as text, such as <c>members in favour 14 of 27, needed 15</c>.</summary>
    public static string Say(Criterion criterion)
    {
        var whole = criterion.Whole == 1 ? "" : $" of {criterion.Whole}";
        var bound = criterion.Inverted ? $"must stay below {criterion.Needed}" : $"needed {criterion.Needed}";
        return $"{criterion.Title} {criterion.Actual}{whole}, {bound}";
    }

    private static Criterion Fill(Criterion criterion)
    {
        // The needed number is the smallest integer that reaches (or, if strict, exceeds) numerator x whole / denominator.
        var product = criterion.Numerator * criterion.Whole;
        criterion.Needed = criterion.Strict ? (product / criterion.Denominator) + 1 : CeilingDivide(product, criterion.Denominator);
        criterion.Holds = criterion.Actual >= criterion.Needed != criterion.Inverted;
        return criterion;
    }

    private static long CeilingDivide(long dividend, long divisor) => (dividend + divisor - 1) / divisor;
}
