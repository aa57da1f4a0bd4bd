using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>Hours that a unit needs on an arc, and the earliest hour at which it may enter.</summary>
internal sealed class LegTimes(PlanNetwork network)
{
    public const int HoursPerDay = 24;

    /// <summary>The fewest hours from the entry of the first part of a unit until the entry of the last. Lift: until the departure of the last load.</summary>
    public int Entry(Row row, int arc)
    {
        if (network.Lift[arc] is null)
        {
            return HoursToPass(row.Tonnes, network.Rate[arc]);
        }

        var pool = network.Pools[network.PoolOf[arc]];
        var rounds = CeilingOf(CeilingOf(row.Tonnes, pool.PayloadTonnes), pool.AssetCount);
        // When the last load leaves, all the others but those under way have passed.
        var passed = HoursToPass(Math.Max(0, row.Tonnes - ((long)pool.AssetCount * pool.PayloadTonnes)), network.Rate[arc]);
        return Math.Max(Capped((rounds - 1) * network.Lift[arc]!.Cycle), passed);
    }

    /// <summary>
    /// The load of one asset, in twenty-fourths of a tonne, and the hours for which it is occupied. Where a narrow arc or node slows
    /// full loads down, the same number of trips carries equal loads, which pass sooner.
    /// </summary>
    public (long Load, int Hours) Trip(Row row, int arc)
    {
        long payload = network.Pools[network.PoolOf[arc]].PayloadTonnes;
        var cycle = network.Lift[arc]!.Cycle;
        if (FullHours(row, arc) == cycle)
        {
            return (payload * HoursPerDay, cycle);
        }

        var load = CeilingOf(HoursPerDay * row.Tonnes, CeilingOf(row.Tonnes, payload));
        var hours = Math.Max(cycle, Capped(CeilingOf(load, network.Rate[arc])));
        // Serials have whole rates. A load that fills its rate leaves no more than is there.
        return (Math.Min(payload * HoursPerDay, CeilingOf(load, hours) * hours), hours);
    }

    /// <summary>Hours for which an asset is occupied by the largest load of a unit.</summary>
    public int FullHours(Row row, int arc) =>
        Math.Max(network.Lift[arc]!.Cycle, HoursToPass(Math.Min(row.Tonnes, network.Pools[network.PoolOf[arc]].PayloadTonnes), network.Rate[arc]));

    /// <summary>Hours from entry until arrival at the end of the arc.</summary>
    public int Transit(int arc) => network.Lift[arc]?.Delivery ?? network.Arcs[arc].TransitHours;

    /// <summary>Hours to unload and reload between two arcs.</summary>
    public int Handling(int before, int arc) => ChangesMode(before, arc) ? network.Nodes[network.From[arc]].HandlingHours : 0;

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
            ? Math.Max(release, (row.Requirement.EarliestArrivalDay * HoursPerDay) - Transit(arc))
            : release;
    }

    /// <summary>Hours to pass a load at a rate per day.</summary>
    public static int HoursToPass(long tonnes, long rate) => rate == 0 ? PlanResources.MostHours : Capped(CeilingOf(HoursPerDay * tonnes, rate));

    private bool ChangesMode(int before, int arc)
    {
        var (a, b) = (network.Arcs[before].Mode, network.Arcs[arc].Mode);
        return a != b && a != TransportMode.GaugeChange && b != TransportMode.GaugeChange;
    }

    private static long CeilingOf(long amount, long size) => (amount + size - 1) / size;

    // Longer than any horizon. A leg that takes this long is rejected by the horizon.
    private static int Capped(long hours) => (int)Math.Min(hours, PlanResources.MostHours);
}
