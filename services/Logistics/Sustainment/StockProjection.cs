namespace Summit.Logistics.Sustainment;

/// <summary>The inputs of a projection at one end of the ranges, by class, in grams.</summary>
/// <param name="Opening">Stocks on the morning of day 0.</param>
/// <param name="NeedPerDay">Needs per day.</param>
/// <param name="Floor">Stock levels that must be held.</param>
/// <param name="LiftPerDay">Constant lift, all classes together.</param>
/// <param name="Arrivals">Additional arrivals, by day and class.</param>
internal sealed record StockPlan(long[] Opening, long[] NeedPerDay, long[] Floor, long LiftPerDay, IReadOnlyDictionary<(int Day, int Class), long> Arrivals);

/// <summary>
/// Projects stocks day by day, in whole grams. In a day come first the arrivals, then the lift for the day's need, then the
/// remaining lift for classes below their floor, then the use. More stock or lift never gives less stock of any class; a higher
/// need never gives more days.
/// </summary>
internal sealed class StockProjection
{
    private readonly StockPlan _plan;
    private readonly long[] _stock;

    private StockProjection(StockPlan plan, int days, bool untilShort)
    {
        var classes = plan.Opening.Length;
        _plan = plan;
        _stock = [.. plan.Opening];
        Stocks = new long[days][];
        FirstShort = new int?[classes];
        FirstBelowFloor = new int?[classes];
        Unmet = new long[classes];
        UnderFloor = new long[classes];
        for (var day = 0; day < days; day++)
        {
            Run(day);
            if (untilShort && FirstShort.Any(f => f is not null))
            {
                return;
            }
        }
    }

    /// <summary>Stocks at the end of each day, by class.</summary>
    public long[][] Stocks { get; }

    /// <summary>First day on which the need of a class is not met; null: never.</summary>
    public int?[] FirstShort { get; }

    /// <summary>The missing amount of that day's need.</summary>
    public long[] Unmet { get; }

    /// <summary>First day at the end of which the stock of a class is below its floor; null: never.</summary>
    public int?[] FirstBelowFloor { get; }

    /// <summary>The amount by which it is below its floor then.</summary>
    public long[] UnderFloor { get; }

    public static StockProjection Of(StockPlan plan, int days) => new(plan, days, untilShort: false);

    /// <summary>The projection up to the first day on which a need is not met.</summary>
    public static StockProjection UntilShort(StockPlan plan, int days) => new(plan, days, untilShort: true);

    private void Run(int day)
    {
        var classes = _stock.Length;
        var need = _plan.NeedPerDay.Sum();
        var forUse = Math.Min(_plan.LiftPerDay, need);
        for (var c = 0; c < classes; c++)
        {
            _stock[c] += _plan.Arrivals.GetValueOrDefault((day, c)) + Part(forUse, _plan.NeedPerDay[c], need);
        }

        Fill(_plan.LiftPerDay - forUse);
        for (var c = 0; c < classes; c++)
        {
            var left = _stock[c] - _plan.NeedPerDay[c];
            if (left < 0 && FirstShort[c] is null)
            {
                (FirstShort[c], Unmet[c]) = (day, -left);
            }

            _stock[c] = Math.Max(0, left);
            if (_stock[c] < _plan.Floor[c] && FirstBelowFloor[c] is null)
            {
                (FirstBelowFloor[c], UnderFloor[c]) = (day, _plan.Floor[c] - _stock[c]);
            }
        }

        Stocks[day] = [.. _stock];
    }

    /// <summary>Brings classes that would be below their floor at the end of the day towards the floor, in proportion to the missing amounts.</summary>
    private void Fill(long spare)
    {
        var gaps = _stock.Select((stock, c) => Math.Max(0, _plan.Floor[c] + _plan.NeedPerDay[c] - stock)).ToArray();
        var all = gaps.Sum();
        for (var c = 0; c < gaps.Length; c++)
        {
            _stock[c] += spare >= all ? gaps[c] : Part(spare, gaps[c], all);
        }
    }

    /// <summary>A share of an amount, rounded down: a partial gram is not delivered.</summary>
    private static long Part(long amount, long of, long all) => all == 0 ? 0 : (long)((Int128)amount * of / all);
}
