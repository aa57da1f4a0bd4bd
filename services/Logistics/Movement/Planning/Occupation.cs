using Summit.Logistics.Scheduling.Search;

namespace Summit.Logistics.Movement.Planning;

/// <summary>The free capacity of each resource over time while units are placed and removed.</summary>
internal sealed class Occupation(PlanResources resources)
{
    private readonly Timeline[] _free = resources.Capacities();

    /// <summary>Number of serials made so far: the measure of work.</summary>
    public long Looked { get; private set; }

    /// <summary>The earliest placement of a unit within the free capacity; null when it is not operational in time.</summary>
    /// <param name="chain">Its chain.</param>
    /// <param name="latest">Last hour at which it may be operational.</param>
    public Placement? Fit(Chain chain, int latest = PlanResources.MostHours)
    {
        var stages = new Serial[chain.Stages.Length][];
        var legs = stages.Length - 1;
        var placed = 0;
        for (; placed < legs; placed++)
        {
            var stage = chain.Stages[placed];
            var inflows = placed == 0 ? [new Inflow(chain.Ready, chain.Ready, chain.Load)] : Inflow.After(chain.Stages[placed - 1], stages[placed - 1], stage.Handling);
            if (Entry.Of(_free, stage, inflows, stage.Release, latest - stage.Rest) is not { } serials)
            {
                Looked++;
                break;
            }

            stages[placed] = serials;
            Looked += 1 + serials.Length;
            if (chain.MeetsItself)
            {
                Change(_free, stage, serials, -1);
            }
        }

        var placement = placed == legs ? Receive(chain, stages, 0, latest) : null;
        for (var i = 0; chain.MeetsItself && i < placed; i++)
        {
            Change(_free, chain.Stages[i], stages[i], 1);
        }

        return placement;
    }

    /// <summary>The earliest reception and integration of a unit after its legs.</summary>
    /// <param name="chain">Its chain.</param>
    /// <param name="stages">Its serials; the last stage is replaced.</param>
    /// <param name="notBefore">First hour of its reception.</param>
    /// <param name="latest">Last hour at which it may be operational.</param>
    public Placement? Receive(Chain chain, Serial[][] stages, int notBefore, int latest = PlanResources.MostHours)
    {
        var inflows = Inflow.After(chain.Stages[^2], stages[^2], 0);
        var end = chain.Stages[^1];
        Serial[] reception = [];
        var (begin, arrival) = (Math.Max(notBefore, inflows[^1].To), Math.Max(notBefore, inflows[^1].To));
        if (!end.IsFree)
        {
            if (Entry.Of(_free, end, inflows, notBefore, latest - end.Rest) is not { } serials)
            {
                return null;
            }

            reception = serials;
            (begin, arrival) = (serials[0].Start, serials[^1].Finish);
        }

        Looked += 1 + reception.Length;
        return Integrate(chain, arrival) is { } integration ? new Placement([.. stages[..^1], reception], begin, arrival, integration) : null;
    }

    /// <summary>The earliest integration of a unit from an hour on; null when a place is never free.</summary>
    public int? Integrate(Chain chain, int from)
    {
        var integration = chain.Places < 0 ? from : _free[chain.Places].EarliestSpan(from, chain.IntegrationHours, 1);
        return integration > PlanResources.MostHours ? null : integration;
    }

    /// <summary>Occupies the capacity that a unit uses.</summary>
    public void Take(Chain chain, Placement placement) => Change(_free, chain, placement, -1);

    /// <summary>Releases the capacity that a unit uses.</summary>
    public void Return(Chain chain, Placement placement) => Change(_free, chain, placement, 1);

    /// <summary>Adds the capacity that a unit uses to what is free, or subtracts it.</summary>
    public static void Change(Timeline[] free, Chain chain, Placement placement, int sign)
    {
        for (var i = 0; i < chain.Stages.Length; i++)
        {
            Change(free, chain.Stages[i], placement.Stages[i], sign);
        }

        if (chain.Places >= 0)
        {
            free[chain.Places].Add(placement.Integration, placement.Integration + chain.IntegrationHours, sign);
        }
    }

    private static void Change(Timeline[] free, Stage stage, Serial[] serials, int sign)
    {
        foreach (var serial in serials)
        {
            foreach (var limit in stage.Limits)
            {
                free[limit].Add(serial.Start, serial.Finish, sign * (long)serial.Rate);
            }

            if (stage.Lift is { } lift)
            {
                free[lift.Pool].Add(serial.Start, serial.Finish, sign * serial.Assets);
            }
        }
    }
}
