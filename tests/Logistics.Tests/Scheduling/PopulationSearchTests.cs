using Summit.Logistics.Scheduling;
using Summit.Logistics.Scheduling.Checking;
using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.Scheduling.Search;
using static Summit.Logistics.Tests.Scheduling.Problems;

namespace Summit.Logistics.Tests.Scheduling;

/// <summary>The improvement of large projects by a population of plans.</summary>
public sealed class PopulationSearchTests
{
    [Fact]
    public void Improve_ManyActivitiesOnSharedResources_BetterThanRulesSoundAndRepeatable()
    {
        var random = new CounterRandom(3);
        var activities = Enumerable.Range(0, 90).Select(i => Act($"a{i:D2}", 1 + random.Below(10), On("x", 1 + random.Below(10)), On("y", 1 + random.Below(10)))).ToList();
        var precedences = Enumerable.Range(3, 87).Select(i => new Precedence($"a{i - 1 - random.Below(3):D2}", $"a{i:D2}", 0)).ToList();
        var problem = new SchedulingProblem { Resources = [new("x", 14), new("y", 14)], Activities = activities, Precedences = precedences };
        var instance = new Instance(problem);
        var first = FirstPlan.Find(instance, 20, 1, _ => { }, TestContext.Current.CancellationToken)!;
        Plan Improved() => new PopulationSearch(instance, new WorkMeter(new SchedulingBudget { Work = 2, WallLimit = TimeSpan.FromMinutes(10) }, default), _ => { }).Improve(first, 0, 0.3);

        var better = Improved();

        Assert.True(PopulationSearch.Suits(instance));
        Assert.True(better.IsBetterThan(first), $"{better.Values[0]} after {first.Values[0]}");
        Assert.Equal(better.Start, Improved().Start);
        ScheduleChecker.ThrowIfBroken(problem, better.ToSchedule());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Solve_FromBelow_BoundIsNotAboveTheOptimum(int seed)
    {
        var random = new CounterRandom(seed);
        var problem = new SchedulingProblem
        {
            Resources = [new("x", 5), new("y", 5)],
            Activities = [.. Enumerable.Range(0, 12).Select(i => Act($"a{i:D2}", 1 + random.Below(6), On("x", 1 + random.Below(4)), On("y", 1 + random.Below(4))))],
            Precedences = [.. Enumerable.Range(3, 9).Select(i => new Precedence($"a{random.Below(i):D2}", $"a{i:D2}"))],
        };
        var optimum = problem.Solve();
        var instance = new Instance(problem);
        var first = FirstPlan.Find(instance, 0, 1, _ => { }, TestContext.Current.CancellationToken);
        var meter = new WorkMeter(new SchedulingBudget { WallLimit = TimeSpan.FromMinutes(10) }, default);

        var outcome = CpSearch.Solve(CpModelBuilder.Build(instance, new CpModelRequest(0, first)), 1, meter, null, CpSearch.FromBelow);

        Assert.Equal(ScheduleStatus.Optimal, optimum.Status);
        Assert.InRange(outcome.Bound, 1, optimum.Objectives[0].Value!.Value);
    }
}
