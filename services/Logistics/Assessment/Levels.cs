using Summit.Kernel;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>Numbers at the low, mid and high end of a range of inputs.</summary>
internal static class Levels
{
    /// <summary>Computes a number at each end of an availability.</summary>
    public static Range At(Range availability, Func<Rational, double> value) => new()
    {
        Low = value(Rational.FromWire(availability.Low)),
        Mid = value(Rational.FromWire(availability.Mid)),
        High = value(Rational.FromWire(availability.High)),
    };
}
