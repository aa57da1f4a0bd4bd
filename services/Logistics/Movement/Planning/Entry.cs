using Summit.Logistics.Scheduling.Search;

namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// The serials in which a load enters a stage as early as possible: in each hour as much as waits, has arrived and finds free
/// capacity.
/// </summary>
internal static class Entry
{
    // A free rate below this part of the full rate is not used, so that a unit is not cut into many small serials.
    private const long SmallestPart = 50;

    /// <summary>The serials; null when not all of the load can ever enter.</summary>
    /// <param name="free">Free capacity by resource.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="inflows">What becomes available, in order of time.</param>
    /// <param name="notBefore">First hour.</param>
    /// <param name="latest">Hour after which nothing needs to enter any more: then there are no serials.</param>
    public static Serial[]? Of(Timeline[] free, Stage stage, List<Inflow> inflows, int notBefore, int latest = PlanResources.MostHours) =>
        stage.Lift is { } lift ? LiftEntry.Of(free, stage, lift, inflows, notBefore, latest) : OnFoot(free, stage, inflows, notBefore, latest);

    private static Serial[]? OnFoot(Timeline[] free, Stage stage, List<Inflow> inflows, int notBefore, int latest)
    {
        var serials = new List<Serial>(4);
        var limit = new Limit(free, stage.Limits);
        var waiting = new Waiting(inflows);
        for (var hour = Math.Max(notBefore, inflows[0].From); hour <= latest;)
        {
            waiting.AdvanceTo(hour);
            if (waiting.IsComplete && waiting.Load == 0)
            {
                return [.. serials];
            }

            limit.AdvanceTo(hour);
            var until = Math.Min(waiting.Until, limit.Until);
            var (rate, comes) = (limit.Rate, waiting.Rate);
            if (rate <= 0 || (rate < limit.Full / SmallestPart && rate < waiting.Load + comes) || (waiting.Load == 0 && comes == 0))
            {
                if (until > latest)
                {
                    return null;
                }

                hour = until;
                continue;
            }

            var enters = waiting.Load == 0 ? Math.Min(rate, comes) : rate;
            if (waiting.Load > 0 && rate > comes)
            {
                // The queue ends before or within an hour.
                var hours = waiting.Load / (rate - comes);
                (enters, until) = hours == 0 ? (Math.Min(rate, waiting.Load + comes), hour + 1) : (rate, (int)Math.Min(until, hour + hours));
            }

            Add(serials, hour, until, enters);
            waiting.Load -= enters * (until - hour);
            hour = until;
        }

        return null;
    }

    private static void Add(List<Serial> serials, int from, int to, long rate)
    {
        if (serials.Count > 0 && serials[^1] is var last && last.Finish == from && last.Rate == rate)
        {
            serials[^1] = last with { Finish = to, Load = last.Load + (rate * (to - from)) };
        }
        else
        {
            serials.Add(new Serial(from, to, (int)rate, 0, rate * (to - from)));
        }
    }

    // The lowest of several capacities, as time goes on.
    private ref struct Limit
    {
        private readonly Timeline[] _free;
        private readonly int[] _limits;
        private readonly Span<int> _at;

        public Limit(Timeline[] free, int[] limits)
        {
            (_free, _limits) = (free, limits);
            _at = new int[limits.Length];
            _at.Fill(-1);
            Full = long.MaxValue;
        }

        public long Rate { get; private set; }

        public long Full { get; private set; }

        public int Until { get; private set; }

        public void AdvanceTo(int hour)
        {
            (Rate, Until, Full) = (int.MaxValue, Timeline.Never, long.MaxValue);
            for (var i = 0; i < _limits.Length; i++)
            {
                var line = _free[_limits[i]];
                var step = _at[i] < 0 ? line.StepAt(hour) : _at[i];
                while (step + 1 < line.Steps && line.TimeOf(step + 1) <= hour)
                {
                    step++;
                }

                _at[i] = step;
                Rate = Math.Min(Rate, line.ValueOf(step));
                Full = Math.Min(Full, line.Last);
                Until = step + 1 < line.Steps ? Math.Min(Until, line.TimeOf(step + 1)) : Until;
            }
        }
    }
}
