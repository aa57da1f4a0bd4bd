using System.Numerics;

namespace Summit.Logistics.Rotation.Planning;

/// <summary>
/// Plans which unit serves in which months on one line, and the level that the line sustains. A quick plan comes first. Where it does
/// not reach the formula's bound and the line is small enough, CP-SAT searches.
/// </summary>
internal static class LinePlanner
{
    // Deterministic time, about seconds of one core: for the question whether a line can be sustained, and for one level.
    public const double HoldWork = 0.2;
    private const double LevelWork = 0.1;

    /// <summary>The plan that holds longest and, among these, misses the fewest persons.</summary>
    public static LinePlan Plan(LineNeed need, RotationTerms terms, CancellationToken cancellationToken) =>
        new JointPlanner([need], terms, new Dictionary<string, long>(), cancellationToken).Plan()[0];

    /// <summary>The most that the line's units sustain in all its months.</summary>
    public static LineLevel Level(LineNeed need, RotationTerms terms, CancellationToken cancellationToken)
    {
        // Units serve as a whole, so the level is a multiple of their greatest common divisor.
        var step = (long)need.Units.Aggregate(BigInteger.Zero, (all, unit) => BigInteger.GreatestCommonDivisor(all, unit.ByMonth?.Aggregate(BigInteger.Zero, (own, p) => BigInteger.GreatestCommonDivisor(own, p)) ?? unit.Persons));
        long Whole(long persons) => step == 0 ? 0 : persons / step * step;
        var bound = Whole(ClosedBound.Level(need, terms));
        var (level, tours) = QuickLevel(need, terms, bound);
        if (level < bound && RotationModel.IsSmall(need))
        {
            var (better, proven) = new RotationModel(need, terms).HighestLevel(new LineLevel(level, bound), tours, LevelWork, cancellationToken);
            return new(better is null ? level : Coverage.Of(need, terms, better).Min(), Whole(proven));
        }

        return new(level, bound);
    }

    /// <summary>Whether a plan was found that sustains the line in all its months.</summary>
    public static bool Holds(LineNeed need, RotationTerms terms, CancellationToken cancellationToken) =>
        ClosedBound.ShortMonth(need, terms) >= need.Months
        && (GreedyRotation.Plan(need, terms).ShortMonth is null || (RotationModel.IsSmall(need) && new RotationModel(need, terms).Hold([JointPlanner.AtLeast(need, need.Months)], HoldWork, cancellationToken).Tours is not null));

    /// <summary>The highest level that quick plans sustain, found by bisection.</summary>
    private static (long Level, IReadOnlyList<Tour> Tours) QuickLevel(LineNeed need, RotationTerms terms, long bound)
    {
        (long Level, IReadOnlyList<Tour> Tours) best = (0, []);
        var (low, high) = (1L, bound);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var (tours, shortMonth) = GreedyRotation.Plan(need with { Persons = middle }, terms);
            if (shortMonth is not null)
            {
                high = middle - 1;
                continue;
            }

            // The plan may sustain more than was requested.
            best = (Math.Min(bound, Coverage.Of(need, terms, tours).Min()), tours);
            low = best.Level + 1;
        }

        return best;
    }
}
