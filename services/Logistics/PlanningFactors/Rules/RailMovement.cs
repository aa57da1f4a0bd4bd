using Summit.Kernel;

namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>Trains that depart day by day, at one end of the ranges. Days are whole and count from day 0.</summary>
/// <param name="Trains">Trains, whole.</param>
/// <param name="LastDepartureDay">Day on which the last one departs.</param>
/// <param name="LastArrivalDay">Day on which the last one arrives.</param>
/// <param name="GaugeClearedDay">Day on which the last wagon has changed gauge; null without a change of gauge.</param>
internal sealed record RailMovement(long Trains, int LastDepartureDay, int LastArrivalDay, int? GaugeClearedDay)
{
    /// <param name="wagons">Wagons, whole.</param>
    /// <param name="wagonsPerTrain">Wagons of one train, whole.</param>
    /// <param name="trainsPerDay">Trains a day, above 0.</param>
    /// <param name="firstDay">First day on which trains depart.</param>
    /// <param name="transitDays">Days on the way, whole.</param>
    /// <param name="gaugeWagonsPerDay">Wagons that change gauge in a day; null without a change of gauge.</param>
    public static RailMovement Of(Rational wagons, Rational wagonsPerTrain, Rational trainsPerDay, int firstDay, Rational transitDays, Rational? gaugeWagonsPerDay)
    {
        var trains = TrainsFor(wagons, wagonsPerTrain);
        var lastDeparture = firstDay + (int)DepartureDays(trains, trainsPerDay) - 1;
        var transit = (int)transitDays.Floor();
        int? cleared = gaugeWagonsPerDay is { } rate
            ? NodeQueue.Of(Arrivals(wagons, wagonsPerTrain, trainsPerDay, trains).Select(a => (firstDay + transit + a.Day, a.Wagons)), rate, openingDay: 0).AllPassedDay
            : null;
        return new(trains, lastDeparture, lastDeparture + transit, cleared);
    }

    /// <summary>Number of trains needed for the wagons.</summary>
    public static long TrainsFor(Rational wagons, Rational wagonsPerTrain) => (long)(wagons / wagonsPerTrain).Ceiling();

    /// <summary>Number of days over which the trains depart.</summary>
    public static long DepartureDays(long trains, Rational trainsPerDay) => (long)(trains / trainsPerDay).Ceiling();

    /// <summary>What trains carry in a day, tonnes.</summary>
    public static Interval TonnesPerDay(Interval trainsPerDay, Interval tonnesPerTrain) => trainsPerDay * tonnesPerTrain;

    private static IEnumerable<(int Day, Rational Wagons)> Arrivals(Rational wagons, Rational wagonsPerTrain, Rational trainsPerDay, long trains)
    {
        var gone = Rational.Zero;
        for (var day = 0; gone < wagons; day++)
        {
            var departed = Rational.Min(trains, (trainsPerDay * (day + 1)).Floor());
            var until = Rational.Min(wagons, departed * wagonsPerTrain);
            if (until > gone)
            {
                yield return (day, until - gone);
                gone = until;
            }
        }
    }
}
