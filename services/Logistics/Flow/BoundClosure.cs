using Grpc.Core;
using Summit.Hosting.Errors;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Stored;
using Summit.Logistics.V1;

namespace Summit.Logistics.Flow;

/// <summary>The quickest flow of inline inputs, or of stored units over the stored network.</summary>
internal sealed class BoundClosure(StoredMovementReader reader) : IRequestCheck<BoundClosureRequest>
{
    private const int DefaultHorizonDays = 730;
    private const int DefaultRaisePercent = 10;

    public async Task<BoundClosureResponse> HandleAsync(BoundClosureRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var stored = request.Stored is null ? null : await reader.ReadAsync(request.Stored, context);
        // Runs on a thread-pool thread: a large network takes processor time, and nothing in it awaits.
        return await Task.Run(
            () => stored is null
                ? Handle(request, stop)
                : Answer(StoredFlow.Of(stored, request.HorizonDays == 0 ? DefaultHorizonDays : request.HorizonDays), RaiseOf(request), stop),
            stop);
    }

    public ValueTask CheckAsync(BoundClosureRequest request, ServerCallContext context, Violations found)
    {
        var inline = request.Arcs.Count + request.NodeLimits.Count + request.Supplies.Count + request.Destinations.Count > 0;
        StoredMovementReader.Check(request.Stored, inline, found);
        return ValueTask.CompletedTask;
    }

    private static int RaiseOf(BoundClosureRequest request) => request.HasRaisePercent ? request.RaisePercent : DefaultRaisePercent;

    public static BoundClosureResponse Handle(BoundClosureRequest request, CancellationToken cancellationToken)
    {
        Check(request).ThrowIfAny();
        return Answer(ProblemOf(request), RaiseOf(request), cancellationToken);
    }

    private static BoundClosureResponse Answer(FlowProblem problem, int raisePercent, CancellationToken cancellationToken)
    {
        var flow = QuickestFlow.Solve(problem, cancellationToken);
        var answer = new BoundClosureResponse { Feasible = flow.ClosureDay is not null, Load = problem.Total };
        answer.Curve.Add(Steps(flow.Arrived).Select(p => new FlowPoint { Day = p.Day, Arrived = p.Arrived }));
        if (flow.ClosureDay is not { } closure)
        {
            answer.Reasons.Add(FlowReasons.Of(problem));
            return answer;
        }

        answer.ClosureDay = closure;
        answer.Bindings.Add(QuickestFlow.Bindings(problem, closure, raisePercent, cancellationToken).Select(g =>
            new FlowBinding { Id = g.Id, Node = g.IsNode, CapacityPerDay = g.CapacityPerDay, HoursGained = g.HoursGained, RaisePercent = raisePercent }));
        return answer;
    }

    /// <summary>Day 0 and every day on which more has arrived than the day before.</summary>
    internal static IEnumerable<(int Day, long Arrived)> Steps(IReadOnlyList<long> arrived) =>
        arrived.Select((a, day) => (Day: day, Arrived: a)).Where(p => p.Day == 0 || p.Arrived > arrived[p.Day - 1]);

    private static FlowProblem ProblemOf(BoundClosureRequest request)
    {
        var nodes = request.Arcs.SelectMany(a => new[] { a.FromNode, a.ToNode })
            .Concat(request.Supplies.Select(s => s.Node)).Concat(request.Destinations.Select(d => d.Node)).Concat(request.NodeLimits.Select(l => l.Node))
            .Distinct(StringComparer.Ordinal).ToList();
        var index = nodes.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        return new FlowProblem
        {
            Nodes = nodes,
            Edges = [.. request.Arcs.Select(a => new FlowEdge(
                a.Id, index[a.FromNode], index[a.ToNode], a.TransitDays, a.CapacityPerDay,
                [.. a.Windows.OrderBy(w => w.FirstDay).Select(w => new FlowWindow(w.FirstDay, w.LastDay, w.CapacityPerDay))]))],
            NodeLimits = request.NodeLimits.ToDictionary(l => index[l.Node], l => l.CapacityPerDay),
            Loads = [.. request.Supplies.Select(s => new FlowLoad(index[s.Node], s.ReleaseDay, s.Amount))],
            Sinks = request.Destinations.Select(d => index[d.Node]).ToHashSet(),
            SinkAmounts = request.Destinations.Where(d => d.HasAmount).ToDictionary(d => index[d.Node], d => d.Amount),
            HorizonDays = request.HorizonDays == 0 ? DefaultHorizonDays : request.HorizonDays,
        };
    }

    private static Violations Check(BoundClosureRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Supplies.Count > 0, "supplies", "is empty; give at least 1");
        violations.Require(request.Destinations.Count > 0, "destinations", "is empty; give at least 1");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < request.Arcs.Count; i++)
        {
            var arc = request.Arcs[i];
            violations.Require(ids.Add(arc.Id), $"arcs[{i}].id", $"\"{arc.Id}\" is already the id of another arc; ids must be unique");
            violations.Require(arc.FromNode != arc.ToNode, $"arcs[{i}].to_node", $"\"{arc.ToNode}\" is also from_node; give another node");
            CheckWindows(arc, $"arcs[{i}].windows", violations);
        }

        var known = request.Arcs.SelectMany(a => new[] { a.FromNode, a.ToNode }).Concat(request.Supplies.Select(s => s.Node)).Concat(request.Destinations.Select(d => d.Node)).ToHashSet(StringComparer.Ordinal);
        var limited = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < request.NodeLimits.Count; i++)
        {
            var node = request.NodeLimits[i].Node;
            violations.Require(limited.Add(node), $"node_limits[{i}].node", $"\"{node}\" already has a limit; only one per node is allowed");
            violations.Require(known.Contains(node), $"node_limits[{i}].node", $"\"{node}\" is not a node of an arc, a supply or a destination; check its name");
        }

        violations.RequireDistinct(request.Destinations.Select(d => d.Node), i => $"destinations[{i}].node");
        var (load, room) = (request.Supplies.Sum(s => s.Amount), request.Destinations.Sum(d => d.Amount));
        violations.Require(request.Destinations.Count == 0 || request.Destinations.Any(d => !d.HasAmount) || room >= load, "destinations", $"together they take {room} of the {load} that the supplies hold; raise an amount");

        return violations;
    }

    private static void CheckWindows(FlowArc arc, string field, Violations violations)
    {
        for (var i = 0; i < arc.Windows.Count; i++)
        {
            var window = arc.Windows[i];
            violations.Require(window.LastDay >= window.FirstDay, $"{field}[{i}].last_day", $"{window.LastDay} is before first_day {window.FirstDay}");
            var clash = arc.Windows.Take(i).Any(w => w.FirstDay <= window.LastDay && window.FirstDay <= w.LastDay);
            violations.Require(!clash, $"{field}[{i}]", $"days {window.FirstDay} to {window.LastDay} overlap with a window before");
        }
    }
}
