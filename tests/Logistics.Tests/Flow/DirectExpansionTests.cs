using FsCheck;
using FsCheck.Fluent;
using Summit.Logistics.Flow;

namespace Summit.Logistics.Tests.Flow;

/// <summary>The quick ways to a closure day agree with the whole network expanded over time.</summary>
public sealed class DirectExpansionTests
{
    private const int Nodes = 6;
    private const int Horizon = 120;

    private static readonly Gen<FlowProblem> Problems =
        from arcs in Gen.ListOf(Arc(), 12)
        from loads in Gen.ListOf(Load(), 3)
        from limits in Gen.ListOf(Gen.Choose(0, 12), Nodes)
        from windows in Gen.ListOf(Gen.Choose(0, 9), 12)
        from closed in Gen.Elements(true, false)
        select new FlowProblem
        {
            Nodes = [.. Enumerable.Range(0, Nodes).Select(i => $"n{i}")],
            Edges = [.. arcs.Zip(windows).Select((a, i) => a.First with { Id = $"a{i}", Windows = closed && a.Second < 3 ? [new FlowWindow(a.Second, a.Second + 4, 0)] : [] })],
            NodeLimits = limits.Index().Where(l => l.Item % 3 == 1).ToDictionary(l => l.Index, l => (long)l.Item),
            Loads = [.. loads],
            Sinks = new HashSet<int> { Nodes - 1, Nodes - 2 },
            HorizonDays = Horizon,
        };

    [Fact]
    public void ClosureDay_AnyNetwork_IsThatOfTheWholeExpansion() => Check((direct, problem, day) =>
    {
        var whole = Whole(problem);
        return direct.ClosureDay(problem, day, out var arrived, default) == whole.ClosureDay && arrived == At(whole, day);
    });

    [Fact]
    public void With_ArcsInSeriesJoined_SameClosureAndArrivals() => Check((direct, problem, day) =>
    {
        var whole = Whole(problem);
        if (FlowReach.Stranded(problem).Count > 0)
        {
            return true;
        }

        var shaped = new FlowShape(problem).With([.. problem.Edges.Select(e => e.CapacityPerDay)], problem.NodeLimits, [.. problem.Loads.Select(l => l.ReleaseDay)]);
        return direct.ClosureDay(shaped, day, out var arrived, default) == whole.ClosureDay && arrived == At(whole, day);
    });

    [Fact]
    public void Solve_AnyNetwork_CurveIsThatOfTheWholeExpansion() => Check((_, problem, _) =>
    {
        var (answer, whole) = (QuickestFlow.Solve(problem, default), Whole(problem));
        return answer.ClosureDay == whole.ClosureDay && answer.Arrived.SequenceEqual(whole.Arrived);
    });

    /// <summary>The answer from the whole network expanded over time.</summary>
    private static FlowAnswer Whole(FlowProblem problem)
    {
        var (expansion, curve, arrived) = (new TimeExpansion(problem), new List<long>(), 0L);
        while (expansion.Days <= problem.HorizonDays && (arrived < problem.Total || curve.Count == 0))
        {
            arrived += expansion.AddDay(default);
            curve.Add(arrived);
        }

        return new(arrived == problem.Total ? curve.Count - 1 : null, curve);
    }

    private static long At(FlowAnswer answer, int day) => answer.Arrived[Math.Min(day, answer.Arrived.Count - 1)];

    private static void Check(Func<DirectExpansion, FlowProblem, int, bool> holds)
    {
        // One object for all networks: nothing of one may be left in the next.
        var direct = new DirectExpansion();
        Prop.ForAll((from problem in Problems from day in Gen.Choose(0, 30) select (problem, day)).ToArbitrary(), c => holds(direct, c.problem, c.day))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

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
