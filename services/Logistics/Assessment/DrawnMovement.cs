using Summit.Kernel;
using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.Flow;
using Summit.Logistics.Movement;

namespace Summit.Logistics.Assessment;

/// <summary>
/// The movement of one force, for draws: closure at the ports and at the destination, what arrives by the ready date, and the daily
/// lift, all consents given. The draws vary capacities and notice to move. At mid values each number is that of the answer.
/// </summary>
internal sealed class DrawnMovement
{
    private const double HoursPerDay = 24;

    private readonly Question _question;
    private readonly Triangle[] _notices; // by load
    private readonly Target? _destination;
    private readonly Target? _debarkation;

    /// <param name="question">The question.</param>
    /// <param name="network">The network.</param>
    /// <param name="soil">The nations on whose soil it may move.</param>
    /// <param name="force">What moves.</param>
    public DrawnMovement(Question question, MovementNetwork network, Soil soil, Force force)
    {
        _question = question;
        var units = force.Offered.ToDictionary(u => u.Element.Name, StringComparer.Ordinal);
        var loads = force.Taken.GroupBy(t => (NationNames.NationOf(t.ForceElement), Notice: DrawnPool.Notice(units[t.ForceElement])))
            .Select(g => (Load: new NationLoad(g.Key.Item1, MovementStep.Release(g.First().ReleaseDay), g.Sum(t => t.CargoTonnes)), g.Key.Notice)).ToList();
        _notices = [.. loads.Select(l => l.Notice)];
        if (loads.Count > 0)
        {
            List<NationLoad> moved = [.. loads.Select(l => l.Load)];
            _destination = Target.Of(l => network.ToDestination(moved, l, soil.AsIfGiven));
            _debarkation = Target.Of(l => network.ToDebarkation(moved, l, soil.AsIfGiven));
        }

        OnTheWay = (_destination?.Used ?? []).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Names of the arcs and nodes on a way to the destination. No other capacity changes anything there.</summary>
    public IReadOnlySet<string> OnTheWay { get; }

    /// <summary>The movement with these values.</summary>
    /// <param name="draw">The values.</param>
    /// <param name="expansion">Memory for the expanded network.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public MovedOutcome Of(Values draw, DirectExpansion expansion, CancellationToken cancellationToken)
    {
        if (_destination is null || _debarkation is null)
        {
            return new(null, null, 0);
        }

        var releases = Releases(draw);
        var ready = _question.ReadyBy.DayNumber - _question.CDay.DayNumber;
        var closes = expansion.ClosureDay(_destination.With(draw, releases), ready, out var arrived, cancellationToken);
        return new(expansion.ClosureDay(_debarkation.With(draw, releases), 0, out _, cancellationToken), closes, arrived);
    }

    /// <summary>Closure at the destination in hours after C-day, as <see cref="QuickestFlow.ClosureHours"/>. It closes.</summary>
    public double Hours(Values draw, DirectExpansion expansion, CancellationToken cancellationToken)
    {
        var problem = _destination!.With(draw, Releases(draw));
        var day = expansion.ClosureDay(problem, 0, out _, cancellationToken)!.Value;
        var before = expansion.ArrivedBefore;
        expansion.ClosureDay(problem.WithLoads(2) with { HorizonDays = day }, day, out var most, cancellationToken);
        return HoursPerDay * (day + ((problem.Total - before) / (double)(most - before)));
    }

    /// <summary>The lift to the destination with these values, tonnes a day.</summary>
    public long LiftPerDay(Values draw, CancellationToken cancellationToken) =>
        _destination is null ? 0 : DailyFlow.Of(_destination.With(draw, [.. _notices.Select(_ => 0)]), cancellationToken);

    private List<int> Releases(Values draw) => [.. _notices.Select(n => (int)Math.Max(0, Math.Floor(draw.Of(n)) - _question.CDayOffsetDays))];

    /// <summary>The network to one set of sinks, with the range of each capacity.</summary>
    private sealed class Target
    {
        private readonly FlowShape _shape;
        private readonly Triangle[] _edges;
        private readonly (int Node, Triangle Limit)[] _limits;

        private Target(FlowProblem low, FlowProblem mid, FlowProblem high)
        {
            _shape = new FlowShape(high);
            _edges = [.. mid.Edges.Select((e, i) => new Triangle(Draw.KeyOf(e.Id), low.Edges[i].CapacityPerDay, e.CapacityPerDay, high.Edges[i].CapacityPerDay, HighIsFavourable: true))];
            _limits = [.. mid.NodeLimits.Select(l => (l.Key, new Triangle(Draw.KeyOf(mid.Nodes[l.Key]), low.NodeLimits[l.Key], l.Value, high.NodeLimits[l.Key], HighIsFavourable: true)))];
        }

        /// <summary>The target; null when a load cannot reach it at all.</summary>
        public static Target? Of(Func<CapacityLevel, FlowProblem> problem)
        {
            var high = problem(CapacityLevel.High);
            return FlowReach.Stranded(high).Count > 0 ? null : new(problem(CapacityLevel.Low), problem(CapacityLevel.Mid), high);
        }

        public IEnumerable<string> Used => _shape.Used;

        public FlowProblem With(Values draw, IReadOnlyList<int> releases) => _shape.With(
            [.. _edges.Select(draw.WholeOf)], _limits.ToDictionary(l => l.Node, l => draw.WholeOf(l.Limit)), releases);
    }
}

/// <summary>What one draw gives for the movement.</summary>
/// <param name="Debarkation">Closure at the ports, days after C-day; null when it does not close.</param>
/// <param name="Destination">Closure at the destination, days after C-day; null when it does not close.</param>
/// <param name="ArrivedTonnes">What can have arrived at the destination by the ready date.</param>
internal readonly record struct MovedOutcome(int? Debarkation, int? Destination, long ArrivedTonnes);
