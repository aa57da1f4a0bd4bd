using FsCheck;
using FsCheck.Fluent;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Tests.PlanningFactors;

/// <summary>What must hold of every planning factor, tried on random inputs.</summary>
public sealed class PlanningFactorPropertyTests
{
    [Fact]
    public void ComputeRoadColumn_WiderInput_NeverNarrowsAnAnswer() => Check(Gen.ArrayOf(Ranges(), 6), inputs =>
    {
        var narrow = Column(inputs);
        return Enumerable.Range(0, inputs.Length).All(i =>
        {
            var wide = Column([.. inputs.Select((r, j) => i == j ? Wider(r) : r)]);
            return Holds(wide.LengthKm, narrow.LengthKm) && Holds(wide.PassTimeHours, narrow.PassTimeHours) && Holds(wide.ClearTimeHours, narrow.ClearTimeHours);
        });
    });

    [Fact]
    public void ComputeAirlift_WiderInput_NeverNarrowsAnAnswer() => Check(Gen.ArrayOf(Ranges(), 6), inputs =>
    {
        var narrow = Fleet(inputs);
        return Enumerable.Range(0, inputs.Length).All(i =>
        {
            var wide = Fleet([.. inputs.Select((r, j) => i == j ? Wider(r) : r)]);
            return Holds(wide.CycleHours, narrow.CycleHours) && Holds(wide.TonnesPerDay, narrow.TonnesPerDay);
        });
    });

    [Fact]
    public void ComputeRailMovement_WiderInput_NeverNarrowsAnAnswer() => Check(Gen.ArrayOf(Ranges(), 5), inputs =>
    {
        var narrow = Rail(inputs);
        return Enumerable.Range(0, inputs.Length).All(i =>
        {
            var wide = Rail([.. inputs.Select((r, j) => i == j ? Wider(r) : r)]);
            return Holds(wide.TrainCount, narrow.TrainCount) && Holds(wide.LastArrivalDay, narrow.LastArrivalDay) && Holds(wide.GaugeClearedDay, narrow.GaugeClearedDay);
        });
    });

    [Fact]
    public void NodeQueue_AnyArrivals_IsWhatADayByDayCountFinds() => Check(
        from arrivals in Gen.NonEmptyListOf(from day in Gen.Choose(0, 30) from amount in Gen.Choose(1, 50) select (Day: day, Amount: amount))
        from capacity in Gen.Choose(1, 20)
        from opening in Gen.Choose(0, 30)
        select (arrivals, capacity, opening),
        c =>
        {
            var queue = NodeQueue.Of(c.arrivals.Select(a => (a.Day, (Rational)a.Amount)), c.capacity, c.opening);
            var (waiting, longest, passed, clear) = (0, 0, c.opening, -1);
            for (var day = 0; day <= 30 || waiting > 0; day++)
            {
                var here = c.arrivals.Where(a => a.Day == day).Sum(a => a.Amount);
                var any = c.arrivals.Any(a => a.Day <= day);
                waiting += here;
                var busy = waiting > 0;
                waiting = day >= c.opening ? Math.Max(0, waiting - c.capacity) : waiting;
                longest = Math.Max(longest, waiting);
                passed = busy && waiting == 0 ? day : passed;
                clear = clear < 0 && any && day >= c.opening && waiting == 0 ? day : clear;
            }

            return queue.Longest == longest && queue.AllPassedDay == passed && queue.FirstClearDay == clear;
        });

    [Fact]
    public void ComputeThroughput_LimitsInAnotherOrder_SameBytes() => Check(Gen.ListOf(Ranges(), 5), ranges =>
    {
        var limits = ranges.Select((r, i) => new ThroughputLimit { Name = $"limit {i}", TonnesPerDay = r }).ToList();
        return ComputeThroughput.Handle(new ComputeThroughputRequest { Limits = { limits } }).Equals(ComputeThroughput.Handle(new ComputeThroughputRequest { Limits = { Enumerable.Reverse(limits) } }));
    });

    private static ComputeRoadColumnResponse Column(Range[] r) =>
        ComputeRoadColumn.Handle(new ComputeRoadColumnRequest { VehicleCount = r[0], DensityVehiclesPerKm = r[1], SpeedKmh = r[2], GapMinutes = r[3], DistanceKm = r[4], HaltHours = r[5] });

    private static ComputeAirliftResponse Fleet(Range[] r) => ComputeAirlift.Handle(new ComputeAirliftRequest
    {
        AircraftCount = r[0],
        PayloadTonnes = r[1],
        RoundTripKm = r[2],
        BlockSpeedKmh = r[3],
        GroundHours = r[4],
        UtilisationHoursPerDay = new Range { Low = r[5].Low / 10, Mid = r[5].Mid / 10, High = r[5].High / 10 },
    });

    private static ComputeRailMovementResponse Rail(Range[] r) =>
        ComputeRailMovement.Handle(new ComputeRailMovementRequest { WagonCount = r[0], WagonsPerTrain = r[1], TrainsPerDay = r[2], TransitDays = r[3], GaugeChangeWagonsPerDay = r[4] });

    private static bool Holds(Range wide, Range narrow) => wide.Low <= narrow.Low && wide.High >= narrow.High && wide.Mid == narrow.Mid;

    private static Range Wider(Range range) => new() { Low = range.Low - 1, Mid = range.Mid, High = range.High + 1 };

    /// <summary>Whole numbers from 2 on, so that a wider range stays within the limits of each field.</summary>
    private static Gen<Range> Ranges() =>
        from low in Gen.Choose(2, 60)
        from mid in Gen.Choose(0, 40)
        from high in Gen.Choose(0, 40)
        select new Range { Low = low, Mid = low + mid, High = low + mid + high };

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
}
