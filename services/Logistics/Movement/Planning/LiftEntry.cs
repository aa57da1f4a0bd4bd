using Summit.Logistics.Scheduling.Search;

namespace Summit.Logistics.Movement.Planning;

/// <summary>The serials in which lift carries a load: each is a number of assets that leave together for one round trip.</summary>
internal static class LiftEntry
{
    /// <summary>The serials; null when not all of the load can ever leave.</summary>
    /// <param name="free">Free capacity by resource.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="lift">Its lift.</param>
    /// <param name="inflows">What becomes available, in order of time.</param>
    /// <param name="notBefore">First hour.</param>
    /// <param name="latest">Hour after which no load needs to leave any more: then there are no serials.</param>
    public static Serial[]? Of(Timeline[] free, Stage stage, StageLift lift, List<Inflow> inflows, int notBefore, int latest)
    {
        var serials = new List<Serial>(4);
        var waiting = new Waiting(inflows);
        var hour = Math.Max(notBefore, inflows[0].From);
        while (hour <= latest)
        {
            waiting.AdvanceTo(hour);
            if (waiting.IsComplete && waiting.Load == 0)
            {
                Change(free, stage, lift, serials, 1);
                return [.. serials];
            }

            // While more comes, only full assets leave.
            var ready = waiting.IsComplete ? (waiting.Load + lift.Payload - 1) / lift.Payload : waiting.Load / lift.Payload;
            if (ready == 0)
            {
                hour = waiting.Rate == 0 ? waiting.Until : (int)Math.Min(waiting.Until, hour + ((lift.Payload - waiting.Load + waiting.Rate - 1) / waiting.Rate));
                continue;
            }

            var one = Math.Min(waiting.Load, lift.Payload);
            var start = EarliestOf(free, stage, lift, hour, RateOf(one, lift));
            if (start > hour)
            {
                hour = start;
                continue;
            }

            var assets = Math.Min(ready, free[lift.Pool].Least(hour, hour + lift.Hours));
            foreach (var limit in stage.Limits)
            {
                assets = Math.Min(assets, Math.Max(1, free[limit].Least(hour, hour + lift.Hours) * lift.Hours / lift.Payload));
            }

            var load = Math.Min(waiting.Load, assets * lift.Payload);
            serials.Add(new Serial(hour, hour + lift.Hours, (int)RateOf(load, lift), (int)assets, load));
            Change(free, stage, lift, serials[^1..], -1);
            waiting.Load -= load;
        }

        Change(free, stage, lift, serials, 1);
        return null;
    }

    private static long RateOf(long load, StageLift lift) => (load + lift.Hours - 1) / lift.Hours;

    private static int EarliestOf(Timeline[] free, Stage stage, StageLift lift, int hour, long rate)
    {
        for (var start = hour; ;)
        {
            var at = free[lift.Pool].EarliestSpan(start, lift.Hours, 1);
            foreach (var limit in stage.Limits)
            {
                at = at == Timeline.Never ? at : free[limit].EarliestSpan(at, lift.Hours, rate);
            }

            if (at == start || at == Timeline.Never)
            {
                return at;
            }

            start = at;
        }
    }

    private static void Change(Timeline[] free, Stage stage, StageLift lift, IEnumerable<Serial> serials, int sign)
    {
        foreach (var serial in serials)
        {
            free[lift.Pool].Add(serial.Start, serial.Finish, sign * serial.Assets);
            foreach (var limit in stage.Limits)
            {
                free[limit].Add(serial.Start, serial.Finish, sign * serial.Rate);
            }
        }
    }
}
