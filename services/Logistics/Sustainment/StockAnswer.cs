using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.Sustainment;

/// <summary>The projection at the three ends of the ranges, as an answer.</summary>
internal sealed class StockAnswer(StockInputs inputs, IReadOnlyList<SupplyNeed> needs)
{
    private static readonly Rational GramsPerTonne = 1_000_000;

    public ProjectStocksResponse Build()
    {
        var unfavourable = StockProjection.Of(Plan(i => i.High, i => i.Low), inputs.Days);
        var mid = StockProjection.Of(Plan(i => i.Mid, i => i.Mid), inputs.Days);
        var favourable = StockProjection.Of(Plan(i => i.Low, i => i.High), inputs.Days);
        FirstDay First(Func<StockProjection, int?> day) => Day(day(unfavourable), day(mid), day(favourable));
        var need = Sum(needs.Select(n => n.TonnesPerDay));
        return new ProjectStocksResponse
        {
            Lines =
            {
                needs.Select((n, c) => new SupplyLine
                {
                    SupplyClass = n.Class,
                    NeedTonnesPerDay = n.TonnesPerDay.ToRange(),
                    FloorTonnes = n.FloorTonnes.ToRange(),
                    OpeningTonnes = OpeningOf(n).ToRange(),
                    FirstShortDay = First(p => p.FirstShort[c]),
                    FirstBelowFloorDay = First(p => p.FirstBelowFloor[c]),
                    Formula = n.Formula,
                }),
            },
            NeedTonnesPerDay = need.ToRange(),
            FloorTonnes = Sum(needs.Select(n => n.FloorTonnes)).ToRange(),
            FirstShortDay = First(p => p.FirstShort.Min()),
            FirstBelowFloorDay = First(p => p.FirstBelowFloor.Min()),
            Resupply = Resupply(need),
            Days = { Enumerable.Range(0, inputs.Days).Select(day => DayOf(day, unfavourable, mid, favourable)) },
            Reasons = { SupplyReasons.Of(needs, mid, need.Mid, inputs.ResupplyPerDay.Mid) },
        };
    }

    /// <summary>The first day on which a need is not met at mid values; null: never.</summary>
    public int? FirstShortDay() => StockProjection.UntilShort(Plan(i => i.Mid, i => i.Mid), inputs.Days).FirstShort.Min();

    /// <param name="worse">Selects the end of the values that make stocks fall.</param>
    /// <param name="better">Selects the end of the values that make stocks rise.</param>
    private StockPlan Plan(Func<Interval, Rational> worse, Func<Interval, Rational> better)
    {
        var arrivals = new Dictionary<(int, int), long>();
        var index = needs.Select((n, c) => (n.Class, c)).ToDictionary(p => p.Class, p => p.c);
        foreach (var (day, supplyClass, tonnes) in inputs.Arrivals)
        {
            if (index.TryGetValue(supplyClass, out var c))
            {
                arrivals[(day, c)] = arrivals.GetValueOrDefault((day, c)) + Down(better(tonnes));
            }
        }

        return new StockPlan(
            [.. needs.Select(n => Down(OpeningAt(n, worse, better)))],
            [.. needs.Select(n => Up(worse(n.TonnesPerDay)))],
            [.. needs.Select(n => Up(worse(n.FloorTonnes)))],
            Down(better(inputs.ResupplyPerDay)),
            arrivals);
    }

    private Interval OpeningOf(SupplyNeed need) => inputs.Opening.TryGetValue(need.Class, out var stock) ? stock
        : inputs.OpeningDays is not { } days ? Interval.Zero
        : need.Class == SupplyClass.Ammunition ? need.FloorTonnes : need.TonnesPerDay * days;

    /// <summary>The opening stock at one end: days of supply use the need at that end.</summary>
    private Rational OpeningAt(SupplyNeed need, Func<Interval, Rational> worse, Func<Interval, Rational> better) =>
        inputs.Opening.TryGetValue(need.Class, out var stock) ? better(stock)
        : inputs.OpeningDays is not { } days ? Rational.Zero
        // Rounded up to the gram, like the floor, so that the full holding is not below its own floor.
        : need.Class == SupplyClass.Ammunition ? new Rational(Up(worse(need.FloorTonnes)), GramsPerTonne.Numerator) : worse(need.TonnesPerDay) * better(days);

    private ResupplyDemand Resupply(Interval need) => new()
    {
        TonnesPerDay = need.ToRange(),
        BuildUpTonnes = Sum(needs.Select(n => n.FloorTonnes.Less(OpeningOf(n)))).ToRange(),
        PercentOfLift = inputs.LiftPerDay is { Low.Sign: > 0 } lift ? (need / lift * Rational.Hundred).ToRange() : null,
        LeftForDeploymentTonnesPerDay = inputs.LiftPerDay?.Less(need).ToRange(),
        MissingTonnesPerDay = need.Less(inputs.ResupplyPerDay).ToRange(),
    };

    private StockDay DayOf(int day, StockProjection unfavourable, StockProjection mid, StockProjection favourable) => new()
    {
        Day = day,
        Levels =
        {
            needs.Select((n, c) =>
            {
                var level = new StockLevel
                {
                    SupplyClass = n.Class,
                    UnfavourableTonnes = Tonnes(unfavourable.Stocks[day][c]),
                    MidTonnes = Tonnes(mid.Stocks[day][c]),
                    FavourableTonnes = Tonnes(favourable.Stocks[day][c]),
                };
                if (n.TonnesPerDay.Mid.Sign > 0)
                {
                    level.DaysOfSupply = (mid.Stocks[day][c] / GramsPerTonne / n.TonnesPerDay.Mid).ToDisplay();
                }

                return level;
            }),
        },
    };

    private static FirstDay Day(int? earliest, int? mid, int? latest)
    {
        var day = new FirstDay();
        if (earliest is { } early)
        {
            day.Earliest = early;
        }

        if (mid is { } middle)
        {
            day.Mid = middle;
        }

        if (latest is { } late)
        {
            day.Latest = late;
        }

        return day;
    }

    private static Interval Sum(IEnumerable<Interval> values) => values.Aggregate(Interval.Zero, (sum, value) => sum + value);

    private static double Tonnes(long grams) => (grams / GramsPerTonne).ToDisplay();

    private static long Up(Rational tonnes) => (long)(tonnes * GramsPerTonne).Ceiling();

    private static long Down(Rational tonnes) => (long)(tonnes * GramsPerTonne).Floor();
}
