namespace Summit.Logistics.Assessment.Sampling;

/// <summary>Quantiles of draws by nearest rank. The median is the result at mid values: half of the draws lie at or below it.</summary>
internal static class Quantiles
{
    /// <summary>The tenth, the mid and the ninetieth percentile.</summary>
    /// <param name="values">A value per draw, at least one. Infinity is a value beyond the last.</param>
    /// <param name="mid">The result at mid values.</param>
    public static (double P10, double P50, double P90) Of(IEnumerable<double> values, double mid)
    {
        var sorted = values.Order().ToList();
        double At(int percent) => sorted[(((sorted.Count * percent) + 99) / 100) - 1];
        return (Math.Min(mid, At(10)), mid, Math.Max(mid, At(90)));
    }
}
