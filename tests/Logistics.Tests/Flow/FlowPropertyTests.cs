using FsCheck;
using FsCheck.Fluent;
using Summit.Logistics.Flow;

namespace Summit.Logistics.Tests.Flow;

/// <summary>What must hold on any network, tried on random ones.</summary>
public sealed class FlowPropertyTests
{
    private const int Nodes = 6;

    private static readonly Gen<FlowProblem> Problems =
        from arcs in Gen.ListOf(Arc(), 12)
        from loads in Gen.ListOf(Load(), 3)
        select new FlowProblem
        {
            Nodes = [.. Enumerable.Range(0, Nodes).Select(i => $"n{i}")],
            Edges = [.. arcs.Select((a, i) => a with { Id = $"a{i}" })],
            Loads = [.. loads],
            Sinks = new HashSet<int> { Nodes - 1 },
            HorizonDays = 400,
        };

    [Fact]
    public void Solve_AnyArcRaised_NeverClosesLater() => Check(
        from problem in Problems
        from edge in Gen.Choose(0, 11)
        from more in Gen.Choose(1, 20)
        select (problem, edge, more),
        c =>
        {
            var edges = c.problem.Edges.ToArray();
            edges[c.edge] = edges[c.edge] with { CapacityPerDay = edges[c.edge].CapacityPerDay + c.more };
            var before = c.problem.Closure();
            var after = (c.problem with { Edges = edges }).Closure();
            return before is null || after <= before;
        });

    [Fact]
    public void Solve_GreedySchedule_IsNeverQuicker() => Check(Problems, problem =>
    {
        var greedy = GreedySchedule.Close(problem);
        return greedy is null || problem.Closure() <= greedy;
    });

    [Fact]
    public void Solve_SameProblem_SameAnswer() => Check(Problems, problem =>
        QuickestFlow.Solve(problem, default).Arrived.SequenceEqual(QuickestFlow.Solve(problem, default).Arrived));

    [Fact]
    public void Solve_ArcsInAnotherOrder_SameCurve() => Check(Problems, problem =>
        QuickestFlow.Solve(problem, default).Arrived.SequenceEqual(QuickestFlow.Solve(problem with { Edges = [.. problem.Edges.Reverse()] }, default).Arrived));

    [Fact]
    public void Solve_CapacitiesAndLoadsTimesTen_SameDay() => Check(Problems, problem => problem.Closure() == problem.Scale(10).Closure());

    [Fact]
    public void Bindings_AnyCapacity_GainsOnlyWhenListed() => Check(
        from problem in Problems
        from edge in Gen.Choose(0, 11)
        select (problem, edge),
        c =>
        {
            if (c.problem.Closure() is not > 0)
            {
                return true;
            }

            var closure = c.problem.Closure()!.Value;
            var bindings = QuickestFlow.Bindings(c.problem, closure, 100, default);
            var edges = c.problem.Edges.ToArray();
            edges[c.edge] = edges[c.edge] with { CapacityPerDay = edges[c.edge].CapacityPerDay * 2 };
            var raised = c.problem with { Edges = edges, HorizonDays = closure };
            var gain = (int)(QuickestFlow.ClosureHours(c.problem, default) - QuickestFlow.ClosureHours(raised, default)).Floor();
            return gain >= 0 && gain == (bindings.FirstOrDefault(b => b.Id == edges[c.edge].Id)?.HoursGained ?? 0);
        });

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static Gen<FlowEdge> Arc() =>
        from ends in Gen.Two(Gen.Choose(0, Nodes - 1)).Where(e => e.Item1 != e.Item2)
        from transit in Gen.Choose(0, 4)
        from capacity in Gen.Choose(0, 20)
        select new FlowEdge("", ends.Item1, ends.Item2, transit, capacity, []);

    private static Gen<FlowLoad> Load() =>
        from node in Gen.Choose(0, Nodes - 1)
        from release in Gen.Choose(0, 5)
        from amount in Gen.Choose(0, 60)
        select new FlowLoad(node, release, amount);
}
