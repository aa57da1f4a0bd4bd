using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>The closure that no plan can beat, also as an exact number, so that the gain of a change does not depend on chance.</summary>
/// <param name="Hour">Hour before which no plan can be operational; null when nothing can move or closure is not within the horizon.</param>
/// <param name="Hours">The same with arrivals spread evenly within the last step of the flow; changes are compared by it.</param>
/// <param name="Stuck">Requirements that cannot move.</param>
/// <param name="Arcs">Arcs that bind.</param>
/// <param name="Nodes">Nodes that bind.</param>
internal sealed record ClosureBound(int? Hour, Rational? Hours, int Stuck, IReadOnlySet<string> Arcs, IReadOnlySet<string> Nodes)
{
    /// <exception cref="Summit.Hosting.Errors.ComputationTooLargeException">The flow of all loads is too large to compute.</exception>
    public static ClosureBound Of(MovementProblem asked, CancellationToken cancellationToken)
    {
        var problem = DividedUnits.Expand(asked);
        var network = new PlanNetwork(problem);
        var all = problem.Requirements.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => new Row(r, network)).ToList();
        var stuck = all.GroupBy(r => r.Profile).Where(g => Obstacles.Of(network, g.First()).Count > 0).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var rows = all.Where(r => !stuck.Contains(r.Profile)).ToList();
        if (rows.Count == 0)
        {
            return new ClosureBound(null, null, all.Count, new HashSet<string>(), new HashSet<string>());
        }

        var horizon = PlanModel.HorizonHoursOf(problem);
        var bounds = new MovementBounds(network, rows, horizon, cancellationToken);
        var flow = MovementFlow.Of(network, rows, horizon);
        var (arcs, nodes) = flow.Bindings(cancellationToken);
        if (flow.ClosureHours(cancellationToken) is not { } flowHours)
        {
            return new ClosureBound(null, null, all.Count - rows.Count, arcs, nodes);
        }

        Rational hours = flowHours + bounds.LeastIntegration;
        Rational others = bounds.WithoutFlow().Value;
        return new ClosureBound((int)bounds.Closure(flow, cancellationToken).Value, hours > others ? hours : others, all.Count - rows.Count, arcs, nodes);
    }
}
