using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Tests.Scheduling;

/// <summary>Small problems with every rule at once: the scheduler finds exactly what trying everything finds.</summary>
public sealed class SchedulerPropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Solve_SmallProblem_EqualsEnumeration(int seed)
    {
        var problem = Problems.Random(seed);
        var best = Enumeration.Best(problem, horizon: problem.Activities.Count < 4 ? 16 : 12);

        var result = problem.Solve();

        Assert.Equal(best is null ? ScheduleStatus.Infeasible : ScheduleStatus.Optimal, result.Status);
        Assert.Equal(best ?? [], result.Objectives.Select(o => o.Value!.Value));
    }
}
