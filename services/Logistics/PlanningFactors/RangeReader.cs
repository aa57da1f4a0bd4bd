using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.PlanningFactors;

/// <summary>
/// Reads the ranges of a request and checks them against their limits. A range with a violation is recorded and replaced by a
/// valid one, so that reading continues and all violations are reported at once.
/// </summary>
/// <param name="found">Where violations are added.</param>
internal sealed class RangeReader(Violations found)
{
    /// <summary>A required range. The rules of its field report that it is missing.</summary>
    public Interval Required(Range? range, string field, double min, double max, bool whole = false) => Read(range, field, min, max, whole) ?? Interval.One;

    /// <summary>A range, or its default when none is sent.</summary>
    public Interval Optional(Range? range, string field, double min, double max, Interval byDefault, bool whole = false) => Read(range, field, min, max, whole) ?? byDefault;

    /// <summary>A range; null when none is sent or it violates its limits.</summary>
    public Interval? Read(Range? range, string field, double min, double max, bool whole = false)
    {
        // A value that is not a number is reported by the rules of single fields.
        if (range is null || !double.IsFinite(range.Low) || !double.IsFinite(range.Mid) || !double.IsFinite(range.High))
        {
            return null;
        }

        var (low, mid, high) = range is { Low: 0, High: 0 } ? (range.Mid, range.Mid, range.Mid) : (range.Low, range.Mid, range.High);
        var unit = whole ? "whole numbers" : "numbers";
        var holds = found.Require(low <= mid && mid <= high, field, $"{low}, {mid}, {high} are not in ascending order; the order must be low <= mid <= high, or mid alone");
        foreach (var value in new[] { low, mid, high })
        {
            holds &= found.Require(value >= min && value <= max && (!whole || Math.Floor(value) == value), field, $"{value} is out of range; it must be {unit} from {min} to {max:0.###}");
        }

        return holds ? Interval.Of(new Range { Low = low, Mid = mid, High = high }) : null;
    }
}
