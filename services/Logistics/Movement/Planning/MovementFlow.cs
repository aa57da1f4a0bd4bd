using Summit.Hosting.Errors;
using Summit.Logistics.Flow;

namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// The relaxation of a movement problem in which all loads can be split freely: a quickest flow in steps of several hours.
/// Amounts are in twenty-fourths of a tonne, so that a rate per day is a whole number in each step.
/// </summary>
internal sealed class MovementFlow
{
    private const int HoursPerDay = 24;
    private const long MostCells = 50_000;
    private const long Plenty = 1_000_000_000_000;
    private static readonly int[] Steps = [1, 2, 3, 4, 6, 8, 12, 24];

    private readonly FlowProblem _problem;
    private readonly int _step;
    private readonly int _shift; // hours by which the relaxation may close later than a plan

    private MovementFlow(FlowProblem problem, int step, int shift) => (_problem, _step, _shift) = (problem, step, shift);

    /// <summary>The relaxation in which every asset of a pool may leave full in any step.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">Rows that all have a route.</param>
    /// <param name="horizonHours">Last hour considered.</param>
    public static MovementFlow Of(PlanNetwork network, IReadOnlyList<Row> rows, int horizonHours)
    {
        var step = StepOf(network, rows, horizonHours);
        var arcs = Allowed(network, rows).ToList();
        var hours = HoursToGoOn(network, rows, arcs);
        return new MovementFlow(Problem(network, rows, horizonHours, step, [.. arcs.Select(a => Edge(network, rows, a, hours[a] / step, step))], []), step, 0);
    }

    /// <summary>
    /// The relaxation in which the assets of a pool deliver evenly over their round trips, all over the shortest distance. A round
    /// trip of a plan that delivers at an hour delivers here at most <c>shift</c> hours later, and a plan whose other legs are all
    /// put off by so much fits into it. Null without pools, with calendars, in which nothing can be put off, and when other legs
    /// lead to the lift.
    /// </summary>
    public static MovementFlow? OfSustainedLift(PlanNetwork network, IReadOnlyList<Row> rows, int horizonHours)
    {
        var arcs = Allowed(network, rows).ToList();
        var lifted = arcs.Where(a => network.PoolOf[a] >= 0).ToList();
        var entered = arcs.Select(a => network.To[a]).ToHashSet();
        if (lifted.Count == 0 || lifted.Any(a => entered.Contains(network.From[a])) || network.Arcs.Any(a => a.Windows.Count > 0) || network.Nodes.Any(n => n.Windows.Count > 0))
        {
            return null;
        }

        var step = StepOf(network, rows, horizonHours);
        var hours = HoursToGoOn(network, rows, arcs);
        var edges = arcs.Except(lifted).Select(a => Edge(network, rows, a, hours[a] / step, step)).ToList();
        var limits = new Dictionary<int, long>();
        var shift = 0;
        foreach (var ways in lifted.GroupBy(a => network.PoolOf[a]))
        {
            var (pool, node) = (network.Pools[ways.Key], network.Nodes.Count + ways.Key);
            var shortest = ways.Min(a => hours[a]);
            var cycle = ways.Min(a => network.Lift[a]!.Cycle);
            limits[node] = (((long)pool.AssetCount * pool.PayloadTonnes * HoursPerDay * step) + cycle - 1) / cycle;
            shift = Math.Max(shift, ways.Max(a => shortest + network.Lift[a]!.Cycle - hours[a]));
            edges.AddRange(ways.Select(a => new FlowEdge(network.Arcs[a].Id, network.From[a], node, shortest / step, Plenty, Closed(network, rows, a, step))));
            edges.AddRange(ways.Select(a => network.To[a]).Distinct().Select(to => new FlowEdge($"{pool.Id} {network.Nodes[to].Id}", node, to, 0, Plenty, [])));
        }

        return new MovementFlow(Problem(network, rows, horizonHours, step, edges, limits), step, shift);
    }

    /// <summary>A lower bound on the hour by which everything has arrived; null when it is unknown because the network is too large or nothing arrives by the horizon.</summary>
    public long? ClosureHour(CancellationToken cancellationToken)
    {
        try
        {
            return QuickestFlow.Solve(_problem, cancellationToken).ClosureDay is { } at ? Math.Max(0, ((long)at * _step) + 1 - _shift) : null;
        }
        catch (ComputationTooLargeException)
        {
            return null;
        }
    }

    /// <summary>Ids of the arcs and nodes that bind the closure: only increasing one of them can gain something.</summary>
    public (IReadOnlySet<string> Arcs, IReadOnlySet<string> Nodes) Bindings(CancellationToken cancellationToken)
    {
        var (edges, nodes) = QuickestFlow.Solve(_problem, cancellationToken).ClosureDay is > 0 and var at ? QuickestFlow.BindingSets(_problem, at, cancellationToken) : ([], []);
        return (edges.Select(e => _problem.Edges[e].Id).ToHashSet(), nodes.Select(n => _problem.Nodes[n]).ToHashSet());
    }

    /// <summary>Closure in hours, with arrivals spread evenly within the last step; null when nothing arrives by the horizon.</summary>
    public Kernel.Rational? ClosureHours(CancellationToken cancellationToken) =>
        QuickestFlow.Solve(_problem, cancellationToken).ClosureDay is null ? null : QuickestFlow.ClosureHours(_problem, cancellationToken) * _step / HoursPerDay;

    private static IEnumerable<int> Allowed(PlanNetwork network, IReadOnlyList<Row> rows)
    {
        var kinds = rows.DistinctBy(r => r.Profile).ToList();
        return Enumerable.Range(0, network.Arcs.Count).Where(a => kinds.Any(r => r.MayUse(network.Arcs[a].Mode) && !Blocks.Of(network, r, a).Any()));
    }

    // Hours from the entry of an arc until loads can enter the next one. Where every arc that goes on changes the mode, loads are
    // handled first; where a unit may end, they are not.
    private static Dictionary<int, int> HoursToGoOn(PlanNetwork network, IReadOnlyList<Row> rows, List<int> arcs)
    {
        var times = new LegTimes(network);
        var ends = rows.Select(r => r.Destination).ToHashSet();
        var next = arcs.ToLookup(a => network.From[a]);
        return arcs.ToDictionary(a => a, a => times.Transit(a) + (ends.Contains(network.To[a]) ? 0 : next[network.To[a]].Select(b => times.Handling(a, b)).DefaultIfEmpty().Min()));
    }

    private static FlowProblem Problem(PlanNetwork network, IReadOnlyList<Row> rows, int horizonHours, int step, List<FlowEdge> edges, Dictionary<int, long> poolLimits) => new()
    {
        Nodes = [.. network.Nodes.Select(n => n.Id), .. network.Pools.Select(p => p.Id)],
        Edges = edges,
        NodeLimits = Enumerable.Range(0, network.Nodes.Count).Where(n => IsSteady(network, n)).ToDictionary(n => n, n => network.Nodes[n].ThroughputTonnesPerDay * step)
            .Concat(poolLimits).ToDictionary(),
        Loads = [.. rows.Select(r => new FlowLoad(r.Origin, r.ReadyHour / step, r.Tonnes * HoursPerDay))],
        Sinks = rows.Select(r => r.Destination).ToHashSet(),
        SinkAmounts = rows.GroupBy(r => r.Destination).ToDictionary(g => g.Key, g => g.Sum(r => r.Tonnes) * HoursPerDay),
        HorizonDays = horizonHours / step,
    };

    // Lift moves in bursts: in a step no longer than a round trip each asset may leave full, regardless of the arc's average rate.
    private static FlowEdge Edge(PlanNetwork network, IReadOnlyList<Row> rows, int arc, int transit, int step)
    {
        var way = network.Arcs[arc];
        var closed = Closed(network, rows, arc, step);
        if (network.PoolOf[arc] is >= 0 and var at)
        {
            var pool = network.Pools[at];
            var trips = (step / network.Lift[arc]!.Cycle) + 1;
            return new FlowEdge(way.Id, network.From[arc], network.To[arc], transit, (long)pool.AssetCount * pool.PayloadTonnes * trips * HoursPerDay, closed);
        }

        var until = closed.Select(w => w.LastDay + 1).FirstOrDefault();
        var windows = way.Windows.OrderBy(w => w.FirstDay).Select(w => new FlowWindow(Math.Max(until, w.FirstDay * HoursPerDay / step), ((w.LastDay + 1) * HoursPerDay / step) - 1, w.CapacityPerDay * step));
        return new FlowEdge(way.Id, network.From[arc], network.To[arc], transit, way.CapacityTonnesPerDay * step, [.. closed, .. windows.Where(w => w.LastDay >= w.FirstDay)]);
    }

    // No unit crosses a border before the permit, unless some unit needs none because it belongs to that nation.
    private static IReadOnlyList<FlowWindow> Closed(PlanNetwork network, IReadOnlyList<Row> rows, int arc, int step)
    {
        var times = new LegTimes(network);
        var first = rows.DistinctBy(r => r.Requirement.Nation).Min(r => times.Permit(r, arc)) / step;
        return first == 0 ? [] : [new FlowWindow(0, first - 1, 0)];
    }

    // The limit of a node applies when it holds on every day and nothing leaves the node in bursts.
    private static bool IsSteady(PlanNetwork network, int node) =>
        network.Nodes[node].HasThroughputTonnesPerDay && network.Nodes[node].Windows.Count == 0 && network.Leaving[node].All(a => network.PoolOf[a] < 0);

    // The smallest step at which the network, expanded to a rough closure, stays small.
    private static int StepOf(PlanNetwork network, IReadOnlyList<Row> rows, int horizonHours)
    {
        var rough = Math.Min(horizonHours, rows.Max(r => r.ReadyHour) + (45 * HoursPerDay));
        var size = (long)rough * (network.Arcs.Count + (2 * network.Nodes.Count));
        return Steps.FirstOrDefault(s => size / s <= MostCells, HoursPerDay);
    }
}
