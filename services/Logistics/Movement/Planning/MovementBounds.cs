using Summit.Logistics.V1;
using Source = Summit.Logistics.V1.MovementValue.Types.BoundSource;

namespace Summit.Logistics.Movement.Planning;

/// <summary>Values that no plan can beat: from each unit alone on its fastest or cheapest route, and from all loads as a flow.</summary>
internal sealed class MovementBounds
{
    private readonly PlanNetwork _network;
    private readonly IReadOnlyList<Row> _rows;
    private readonly int _horizonHours;
    private readonly int[] _arrivals;

    /// <param name="network">The network.</param>
    /// <param name="rows">Rows that all have a route.</param>
    /// <param name="horizonHours">Last hour considered.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    public MovementBounds(PlanNetwork network, IReadOnlyList<Row> rows, int horizonHours, CancellationToken cancellationToken = default)
    {
        (_network, _rows, _horizonHours) = (network, rows, horizonHours);
        var earliest = new EarliestArrival(network);
        _arrivals = [.. rows.Select(r =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return earliest.Of(r);
        })];
    }

    /// <summary>The bound of an objective and where it comes from.</summary>
    public MovementBound Of(MovementObjective objective, CancellationToken cancellationToken) => objective switch
    {
        MovementObjective.Lateness => new(_rows.Index().Sum(r => r.Item.Weight * Math.Max(0L, _arrivals[r.Index] - r.Item.DueHour)), Source.CriticalPath),
        MovementObjective.Cost => new(_rows.Sum(Cheapest), Source.CheapestWay),
        _ => Closure(MovementFlow.Of(_network, _rows, _horizonHours), cancellationToken),
    };

    /// <summary>The bound of the closure.</summary>
    /// <param name="flow">The flow of all loads, which the caller may use further.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public MovementBound Closure(MovementFlow flow, CancellationToken cancellationToken) =>
        new[] { flow, MovementFlow.OfSustainedLift(_network, _rows, _horizonHours) }.OfType<MovementFlow>()
            .Select(f => new MovementBound((f.ClosureHour(cancellationToken) ?? 0) + LeastIntegration, Source.Flow))
            .Aggregate(WithoutFlow(), (best, next) => next.Value > best.Value ? next : best);

    /// <summary>The bound of the closure from single units and from the round trips of lift.</summary>
    public MovementBound WithoutFlow() => new LiftWork(_network, _rows).Bounds().Aggregate(
        new MovementBound(_rows.Index().Max(r => (long)_arrivals[r.Index] + Integration(r.Item)), Source.CriticalPath),
        (best, next) => next.Value > best.Value ? next : best);

    /// <summary>Hours from arrival to operational that every unit needs.</summary>
    public int LeastIntegration => _rows.Min(Integration);

    private int Integration(Row row) => _network.Nodes[row.Destination].IntegrationHours;

    private long Cheapest(Row row)
    {
        var arcs = _network.Arcs;
        // A small amount for each arc keeps routes without cost short. It is far below the smallest difference of two costs.
        var way = new RouteFinder(_network, row).Best(a => arcs[a].CostPerTonne + 1e-9)!;
        return way.Sum(a => arcs[a].CostPerTonne) * row.Tonnes;
    }
}

/// <summary>A value that no plan can beat.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Resource">Id of the lift pool that gives it; empty when none does.</param>
internal readonly record struct MovementBound(long Value, Source Source, string Resource = "");
