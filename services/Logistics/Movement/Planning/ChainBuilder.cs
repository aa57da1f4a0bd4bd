namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// The steps of a unit along a route. A unit enters an arc at the full rate. On a route of one mode its head continues while its
/// tail still enters, so the next leg waits for the head at its start and for the tail at its finish. Where the mode changes, or
/// lift shuttles, all of the unit arrives first.
/// </summary>
internal sealed class ChainBuilder(PlanNetwork network, PlanResources resources)
{
    private readonly LegTimes _times = new(network);

    /// <param name="row">The row.</param>
    /// <param name="arcs">Its route.</param>
    /// <param name="parts">It uses at most the full rate divided by this.</param>
    public Chain Build(Row row, int[] arcs, int parts)
    {
        var steps = new Step[arcs.Length + 2];
        for (var i = 0; i < arcs.Length; i++)
        {
            var leg = Leg(row, arcs[i], parts);
            steps[i] = i == 0 ? leg with { Release = Math.Max(leg.Release, row.ReadyHour) } : leg with { Lag = Lag(arcs[i - 1], steps[i - 1].Duration, arcs[i], leg.Duration) };
        }

        var last = arcs[^1];
        var reception = Reception(row, parts);
        steps[^2] = reception with { Lag = _times.Tail(last) - (network.PoolOf[last] < 0 ? Math.Min(steps[^3].Duration, reception.Duration) : 0) };
        steps[^1] = Integration(row.Destination);
        return new Chain(arcs, steps, arcs.Sum(a => network.Arcs[a].CostPerTonne) * row.Tonnes);
    }

    private Step Leg(Row row, int arc, int parts)
    {
        var hours = _times.Duration(row, arc, parts);
        var rate = LegTimes.RateOver(row.Tonnes, hours);
        var uses = new List<Use>(3) { new(PlanResources.Arc(arc), rate) };
        if (_times.Lift(row, arc) is { } lift)
        {
            uses.Add(new Use(resources.Pool(network.PoolOf[arc]), lift.Assets));
        }

        if (network.Throughput(network.From[arc]) is not null)
        {
            uses.Add(new Use(resources.Node(network.From[arc]), rate));
        }

        return new Step(hours, 0, Math.Max(0, _times.Release(row, arc)), [.. uses]);
    }

    private Step Reception(Row row, int parts)
    {
        if (network.Throughput(row.Destination) is not { } rate)
        {
            return new Step(0, 0, 0, []);
        }

        var hours = LegTimes.HoursToPass(row.Tonnes, rate, parts);
        return new Step(hours, 0, 0, [new Use(resources.Node(row.Destination), LegTimes.RateOver(row.Tonnes, hours))]);
    }

    private Step Integration(int node) => new(
        network.Nodes[node].IntegrationHours, 0, 0, network.Nodes[node].IntegrationPlaces > 0 ? [new Use(resources.Places(node), 1)] : []);

    private int Lag(int before, int duration, int arc, int next) =>
        _times.ChangesMode(before, arc) || network.PoolOf[before] >= 0 || network.PoolOf[arc] >= 0
            ? _times.Tail(before) + _times.Handling(before, arc)
            : _times.Tail(before) - Math.Min(duration, next);
}
