namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// The stages of a unit along a route. A unit moves in serials one after another: each part goes on as soon as it has arrived,
/// has been handled where the mode changes, and finds free capacity.
/// </summary>
internal sealed class ChainBuilder(PlanNetwork network, PlanResources resources)
{
    private readonly LegTimes _times = new(network);

    /// <param name="row">The row.</param>
    /// <param name="arcs">Its route.</param>
    public Chain Build(Row row, int[] arcs)
    {
        var stages = new Stage[arcs.Length + 1];
        for (var i = 0; i < arcs.Length; i++)
        {
            var arc = arcs[i];
            stages[i] = new Stage(
                Math.Max(i == 0 ? row.ReadyHour : 0, _times.Release(row, arc)), i == 0 ? 0 : _times.Handling(arcs[i - 1], arc), _times.Transit(arc),
                [PlanResources.Arc(arc), .. NodeLimit(network.From[arc])],
                LiftOf(row, arc));
        }

        var end = network.Nodes[row.Destination];
        stages[^1] = new Stage(0, 0, 0, NodeLimit(row.Destination), null) { Rest = end.IntegrationHours };
        for (var i = arcs.Length - 1; i >= 0; i--)
        {
            stages[i] = stages[i] with { Rest = stages[i].Transit + stages[i + 1].Handling + stages[i + 1].Rest };
        }

        return new Chain(
            arcs, row.ReadyHour, row.Tonnes * LegTimes.HoursPerDay, stages, end.IntegrationHours,
            end.IntegrationPlaces > 0 && !row.IsPersons ? resources.Places(row.Destination) : -1, arcs.Sum(a => network.Arcs[a].CostPerTonne) * row.Tonnes);
    }

    private StageLift? LiftOf(Row row, int arc)
    {
        if (network.Lift[arc] is null)
        {
            return null;
        }

        var (load, hours) = _times.Trip(row, arc);
        return new StageLift(resources.Pool(network.PoolOf[arc]), load, hours);
    }

    private int[] NodeLimit(int node) => network.Throughput(node) is null ? [] : [resources.Node(node)];
}
