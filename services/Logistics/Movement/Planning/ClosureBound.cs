using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>The closure that no plan can beat, as an exact number, so that the gain of a change does not depend on chance.</summary>
/// <param name="Hours">Hour; null when nothing can move or closure is not within the horizon.</param>
/// <param name="Stuck">Requirements that cannot move.</param>
/// <param name="Arcs">Arcs that bind.</param>
/// <param name="Nodes">Nodes that bind.</param>
internal sealed record ClosureBound(Rational? Hours, int Stuck, IReadOnlySet<string> Arcs, IReadOnlySet<string> Nodes)
{
    public static ClosureBound Of(MovementProblem problem, CancellationToken cancellationToken)
    {
        var network = new PlanNetwork(problem);
        var all = problem.Requirements.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => new Row(r, network)).ToList();
        var stuck = all.GroupBy(r => r.Profile).Where(g => Obstacles.Of(network, g.First()).Count > 0).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var rows = all.Where(r => !stuck.Contains(r.Profile)).ToList();
        if (rows.Count == 0)
        {
            return new ClosureBound(null, all.Count, new HashSet<string>(), new HashSet<string>());
        }

        var earliest = new EarliestArrival(network);
        var alone = rows.Max(r => earliest.Of(r) + network.Nodes[r.Destination].IntegrationHours);
        var integration = rows.Min(r => network.Nodes[r.Destination].IntegrationHours);
        var flow = MovementFlow.Of(network, rows, ((problem.HasHorizonDays ? problem.HorizonDays : 365) + 1) * 24);
        var (arcs, nodes) = flow.Bindings(cancellationToken);
        var hours = flow.ClosureHours(cancellationToken);
        var lift = LiftWork.Of(network, rows).Select(w => w.Value).DefaultIfEmpty(0).Max();
        Rational? most = hours is { } h ? Max(Max(h + integration, alone), lift + integration) : null;
        return new ClosureBound(most, all.Count - rows.Count, arcs, nodes);
    }

    private static Rational Max(Rational a, Rational b) => a > b ? a : b;
}
