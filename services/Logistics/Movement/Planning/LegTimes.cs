using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>Hours that a unit needs on an arc, and the earliest hour at which it may enter.</summary>
internal sealed class LegTimes(PlanNetwork network)
{
    public const int HoursPerDay = 24;

    private const int MostParts = 6;
    private const double LittleWaste = 0.05;

    /// <summary>
    /// Hours from the start to the finish of a leg: all of the unit has entered, or the last asset of the lift is back. The full
    /// rate gives the fewest hours.
    /// </summary>
    public int Duration(Row row, int arc, int parts = 1) => Math.Max(HoursToPass(row.Tonnes, network.Rate(arc), parts), Lift(row, arc) is { } lift ? Capped(lift.Rounds * PlanNetwork.CycleHours(network.Arcs[arc], lift.Pool)) : 0);

    /// <summary>Round trips of its lift and the number of assets in use; null without a pool.</summary>
    public (LiftPool Pool, long Rounds, int Assets)? Lift(Row row, int arc)
    {
        if (network.PoolOf[arc] < 0)
        {
            return null;
        }

        var pool = network.Pools[network.PoolOf[arc]];
        var trips = (row.Tonnes + pool.PayloadTonnes - 1) / pool.PayloadTonnes;
        var rounds = (trips + pool.AssetCount - 1) / pool.AssetCount;
        return (pool, rounds, (int)((trips + rounds - 1) / rounds));
    }

    /// <summary>Hours from the start of a leg until the head of the unit is at its end.</summary>
    public int Head(int arc) =>
        network.PoolOf[arc] is >= 0 and var pool ? PlanNetwork.DeliveryHours(network.Arcs[arc], network.Pools[pool]) : network.Arcs[arc].TransitHours;

    /// <summary>Hours from the finish of a leg until all of the unit is at its end; negative with a lift pool, whose assets return empty after delivery.</summary>
    public int Tail(int arc) =>
        network.PoolOf[arc] is >= 0 and var pool ? -PlanNetwork.TravelHours(network.Arcs[arc], network.Pools[pool]) : network.Arcs[arc].TransitHours;

    /// <summary>Hours to unload and reload between two arcs.</summary>
    public int Handling(int before, int arc) => ChangesMode(before, arc) ? network.Nodes[network.From[arc]].HandlingHours : 0;

    public bool ChangesMode(int before, int arc)
    {
        var (a, b) = (network.Arcs[before].Mode, network.Arcs[arc].Mode);
        return a != b && a != TransportMode.GaugeChange && b != TransportMode.GaugeChange;
    }

    /// <summary>The first hour at which a unit may cross the border into the nation that an arc enters.</summary>
    public int Permit(Row row, int arc)
    {
        var (from, to) = (network.Nodes[network.From[arc]].Nation, network.Nodes[network.To[arc]].Nation);
        return from != to && to != row.Requirement.Nation && network.TermsOf(to) is { } terms ? (terms.PermitRequestedDay + terms.PermitLeadDays) * HoursPerDay : 0;
    }

    /// <summary>The first hour at which a unit may enter an arc: permit of the nation entered, dates at its ports.</summary>
    public int Release(Row row, int arc)
    {
        var release = Permit(row, arc);
        if (network.From[arc] == row.Embarkation)
        {
            release = Math.Max(release, row.Requirement.AvailableToLoadDay * HoursPerDay);
        }

        return network.To[arc] == row.Debarkation
            ? Math.Max(release, (row.Requirement.EarliestArrivalDay * HoursPerDay) - Head(arc))
            : release;
    }

    /// <summary>
    /// Hours to pass a load at a rate per day: at the full rate, or at a half, a third … of it when rounding to whole hours at
    /// the full rate would waste much of it. Parallel units then fill the capacity.
    /// </summary>
    /// <param name="tonnes">Load.</param>
    /// <param name="rate">Full rate, tonnes per day.</param>
    /// <param name="parts">At most the full rate divided by this is used.</param>
    public static int HoursToPass(long tonnes, long rate, int parts = 1)
    {
        var work = HoursPerDay * tonnes;
        var best = (Waste: double.PositiveInfinity, Hours: PlanResources.MostHours);
        for (var part = parts; part <= MostParts && best.Waste > LittleWaste; part++)
        {
            var hours = ((work * part) + rate - 1) / rate;
            var waste = 1 - (work * part / ((double)rate * hours));
            best = waste < best.Waste ? (waste, Capped(hours)) : best;
        }

        return best.Hours;
    }

    /// <summary>The lowest whole rate per day at which a load passes in a number of hours.</summary>
    public static int RateOver(long tonnes, int hours) => (int)(((HoursPerDay * tonnes) + hours - 1) / hours);

    // Longer than any horizon. A leg that takes this long is rejected by the horizon.
    private static int Capped(long hours) => (int)Math.Min(hours, PlanResources.MostHours);
}
