using Summit.Kernel;

namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>A queue before a node, at one end of the ranges. Days are whole and count from day 0.</summary>
/// <param name="FirstClearDay">The first day at the end of which nothing waits.</param>
/// <param name="AllPassedDay">Day on which the last of all arrivals has passed.</param>
/// <param name="Longest">The largest amount that waits at the end of a day.</param>
internal sealed record NodeQueue(int FirstClearDay, int AllPassedDay, Rational Longest)
{
    /// <param name="arrivals">What arrives, by day.</param>
    /// <param name="capacityPerDay">What passes in a day, above 0.</param>
    /// <param name="openingDay">First day on which the node works.</param>
    public static NodeQueue Of(IEnumerable<(int Day, Rational Amount)> arrivals, Rational capacityPerDay, int openingDay)
    {
        var days = arrivals.GroupBy(a => a.Day).OrderBy(g => g.Key).Select(g => (Day: g.Key, Amount: Rational.Sum(g.Select(a => a.Amount)))).ToList();
        var (waiting, longest) = (Rational.Zero, Rational.Zero);
        int? clear = null;
        var passed = openingDay;
        for (var i = 0; i < days.Count; i++)
        {
            waiting += days[i].Amount;
            // Process from this arrival to the day before the next one, or until nothing waits.
            var from = Math.Max(days[i].Day, openingDay);
            var to = i + 1 < days.Count ? days[i + 1].Day : int.MaxValue;
            if (from >= to)
            {
                longest = Rational.Max(longest, waiting);
                continue;
            }

            longest = Rational.Max(longest, from > days[i].Day ? waiting : Rational.Max(waiting - capacityPerDay, Rational.Zero));
            var needed = Math.Max(1, (int)(waiting / capacityPerDay).Ceiling());
            if (needed <= to - from)
            {
                passed = from + needed - 1;
                clear ??= passed;
                waiting = Rational.Zero;
            }
            else
            {
                waiting -= capacityPerDay * (to - from);
            }
        }

        return new(clear ?? passed, passed, longest);
    }
}
