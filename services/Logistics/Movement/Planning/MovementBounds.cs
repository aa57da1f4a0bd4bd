using Summit.Logistics.V1;
using Source = Summit.Logistics.V1.MovementValue.Types.BoundSource;

namespace Summit.Logistics.Movement.Planning;

/// <summary>Values that no plan can beat: from each unit alone on its fastest or cheapest route, and from all loads as a flow.</summary>
internal sealed class MovementBounds
{
    private readonly PlanModel _model;
    private readonly int[] _arrivals;

    public MovementBounds(PlanModel model)
    {
        _model = model;
        var earliest = new EarliestArrival(model.Network);
        _arrivals = [.. model.Rows.Select(earliest.Of)];
    }

    /// <summary>The bound of an objective and where it comes from.</summary>
    public MovementBound Of(MovementObjective objective, CancellationToken cancellationToken) => objective switch
    {
        MovementObjective.Lateness => new(_model.Rows.Index().Sum(r => r.Item.Weight * Math.Max(0L, _arrivals[r.Index] - r.Item.DueHour)), Source.CriticalPath),
        MovementObjective.Cost => new(_model.Rows.Sum(Cheapest), Source.CheapestWay),
        _ => Closure(cancellationToken),
    };

    private MovementBound Closure(CancellationToken cancellationToken)
    {
        var integration = _model.Rows.Min(Integration);
        var alone = new MovementBound(_model.Rows.Index().Max(r => (long)_arrivals[r.Index] + Integration(r.Item)), Source.CriticalPath);
        var flows = new[] { MovementFlow.Of(_model.Network, _model.Rows, _model.HorizonHours), MovementFlow.OfSustainedLift(_model.Network, _model.Rows, _model.HorizonHours) }
            .OfType<MovementFlow>().Select(f => new MovementBound((f.ClosureHour(cancellationToken) ?? 0) + integration, Source.Flow));
        return LiftWork.Of(_model.Network, _model.Rows).Select(w => w with { Value = w.Value + integration }).Concat(flows)
            .Aggregate(alone, (best, next) => next.Value > best.Value ? next : best);
    }

    private int Integration(Row row) => _model.Network.Nodes[row.Destination].IntegrationHours;

    private long Cheapest(Row row)
    {
        var arcs = _model.Network.Arcs;
        // A small amount for each arc keeps routes without cost short. It is far below the smallest difference of two costs.
        var way = new RouteFinder(_model.Network, row).Best(a => arcs[a].CostPerTonne + 1e-9)!;
        return way.Sum(a => arcs[a].CostPerTonne) * row.Tonnes;
    }
}

/// <summary>A value that no plan can beat.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Resource">Id of the lift pool that gives it; empty when none does.</param>
internal readonly record struct MovementBound(long Value, Source Source, string Resource = "");
