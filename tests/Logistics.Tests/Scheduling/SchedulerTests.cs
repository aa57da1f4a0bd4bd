using Summit.Logistics.Scheduling;
using Summit.Logistics.Scheduling.Model;
using static Summit.Logistics.Tests.Scheduling.Problems;

namespace Summit.Logistics.Tests.Scheduling;

/// <summary>One tiny problem for each rule, with its arithmetic.</summary>
public sealed class SchedulerTests
{
    [Fact]
    public void Solve_ExclusiveResource_OneAfterTheOther()
    {
        // 3 + 4 + 5 hours on one berth: 12, and the load of the berth proves it.
        var result = new SchedulingProblem { Resources = [new("berth", 1)], Activities = [Act("a", 3, On("berth")), Act("b", 4, On("berth")), Act("c", 5, On("berth"))] }.Solve();

        Assert.Equal(ScheduleStatus.Optimal, result.Status);
        var closure = Assert.Single(result.Objectives);
        Assert.Equal((12L, 12L, BoundSource.ResourceLoad, "berth"), (closure.Value, closure.Bound, closure.Source, closure.Resource));
        Assert.Equal(0, closure.Gap);
    }

    [Fact]
    public void Solve_Lags_AddUp()
    {
        // 2 hours, 24 of customs, 3 hours: 29. A lag of -1 lets the escort start an hour before the end: 2 - 1 + 4 = 5.
        var result = new SchedulingProblem
        {
            Activities = [Act("a", 2), Act("b", 3), Act("escort", 4)],
            Precedences = [new("a", "b", 24), new("a", "escort", -1)],
        }.Solve();

        Assert.Equal((26, 1), (result.StartOf("b"), result.StartOf("escort")));
        Assert.Equal((29L, BoundSource.CriticalPath), (result.Objectives[0].Bound, result.Objectives[0].Source));
    }

    [Fact]
    public void Solve_ClosedWindow_NothingRunsAcrossIt()
    {
        // Open 0-5, closed 5-10. 4 hours fit before, the other 4 only from 10 on: 14.
        var result = new SchedulingProblem { Resources = [new("ramp", 1) { Windows = [new(5, 10, 0)] }], Activities = [Act("a", 4, On("ramp")), Act("b", 4, On("ramp"))] }.Solve();

        Assert.Equal((ScheduleStatus.Optimal, 14L), (result.Status, result.Objectives[0].Value));
    }

    [Fact]
    public void Solve_SharedCapacity_PacksInTwo()
    {
        // Demands 2, 2, 1, 1 of 3 units, 2 hours each: 12 unit-hours / 3 = 4.
        var result = new SchedulingProblem { Resources = [new("lift", 3)], Activities = [Act("a", 2, On("lift", 2)), Act("b", 2, On("lift", 2)), Act("c", 2, On("lift")), Act("d", 2, On("lift"))] }.Solve();

        Assert.Equal((ScheduleStatus.Optimal, 4L), (result.Status, result.Objectives[0].Value));
    }

    [Fact]
    public void Solve_Stock_ConsumerWaitsForProducer()
    {
        // 1 unit held, the unit takes 3; the convoy brings 2 at hour 6: start 6, finish 8.
        var result = new SchedulingProblem
        {
            Stocks = [new("fuel", 1)],
            Activities = [Act("unit", 2) with { StockChanges = [new("fuel", 3, 0)] }, Act("convoy", 6) with { StockChanges = [new("fuel", 0, 2)] }],
        }.Solve();

        Assert.Equal((6, 8L), (result.StartOf("unit"), result.Objectives[0].Value));
    }

    [Fact]
    public void Solve_StockMaximum_ProducerWaitsForRoom()
    {
        // 4 of 5 held: 3 more fit only once 2 have been taken, which happens at hour 7. Finish at 7 or later.
        var result = new SchedulingProblem
        {
            Stocks = [new("fuel", 4, 0, 5)],
            Activities = [Act("unit", 1) with { ReleaseHour = 7, StockChanges = [new("fuel", 2, 0)] }, Act("convoy", 2) with { StockChanges = [new("fuel", 0, 3)] }],
        }.Solve();

        Assert.True(result.StartOf("convoy") >= 5);
        Assert.Equal(8L, result.Objectives[0].Value);
    }

    [Fact]
    public void Solve_Modes_TimeAgainstCost()
    {
        var activity = new Activity("a", [new("air", 2, [], 90), new("rail", 9, [], 10)]);

        Assert.Equal("air", new SchedulingProblem { Activities = [activity] }.Solve().Schedule[0].Mode);
        Assert.Equal("rail", new SchedulingProblem { Activities = [activity], Objectives = [Objective.Cost, Objective.Closure] }.Solve().Schedule[0].Mode);
    }

    [Fact]
    public void Solve_Lateness_HeavyGoesFirst()
    {
        // Both due at 2, 2 hours each on one ramp: the second is 2 hours late. The weight 5 goes first: 2 x 1.
        var result = new SchedulingProblem
        {
            Resources = [new("ramp", 1)],
            Activities = [Act("light", 2, On("ramp")) with { DueHour = 2 }, Act("heavy", 2, On("ramp")) with { DueHour = 2, Weight = 5 }],
            Objectives = [Objective.WeightedLateness],
        }.Solve();

        Assert.Equal((2L, 0), (result.Objectives[0].Value, result.StartOf("heavy")));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    public void Solve_ListsInAnotherOrder_SameAnswer(int seed)
    {
        var problem = Problems.Random(seed);
        var turned = problem with
        {
            Activities = [.. problem.Activities.Reverse().Select(a => a with { Modes = [.. a.Modes.Reverse()] })],
            Resources = [.. problem.Resources.Reverse()],
            Precedences = [.. problem.Precedences.Reverse()],
        };

        var (one, other) = (problem.Solve(), turned.Solve());

        Assert.True(one.Reproducible);
        Assert.Equal(one.Schedule, other.Schedule);
        Assert.Equal(one.Objectives, other.Objectives);
        Assert.Equal(one.Work, other.Work);
    }

    [Fact]
    public void Solve_WallLimitOver_SaysNotReproducible()
    {
        var result = Scheduler.Solve(JobShop(12, 8, 5), new() { Work = 100, WallLimit = TimeSpan.FromMilliseconds(1) }, default);

        Assert.Equal(ScheduleStatus.Feasible, result.Status);
        Assert.False(result.Reproducible);
    }

    [Fact]
    public async Task Solve_Cancelled_EndsWithoutAnAnswer()
    {
        // Far more work than the test would wait for: that it ends at all is the cancellation.
        using var source = new CancellationTokenSource();
        var found = new TaskCompletionSource();
        var search = Task.Run(() => Scheduler.Solve(JobShop(30, 20, 5), new() { Work = 1e6, WallLimit = TimeSpan.FromHours(1) }, source.Token, _ => found.TrySetResult()), TestContext.Current.CancellationToken);
        await found.Task;

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);
    }

    [Fact]
    public void Solve_Progress_EachBetterThanTheOneBefore()
    {
        var found = new List<long>();

        var result = Scheduler.Solve(JobShop(8, 5, 3), Small, default, i => found.Add(i.Values[0]));

        Assert.Equal(found.OrderDescending().Distinct(), found);
        Assert.Equal(result.Objectives[0].Value, found[^1]);
    }

    private static SchedulingProblem JobShop(int jobs, int machines, int seed)
    {
        var random = new Summit.Logistics.Scheduling.Search.CounterRandom(seed);
        var all = from j in Enumerable.Range(0, jobs)
                  from k in Enumerable.Range(0, machines)
                  select (Id: $"{j:00}-{k:00}", Before: k > 0 ? $"{j:00}-{k - 1:00}" : null, Machine: random.Below(machines), Hours: 1 + random.Below(99));
        var rows = all.ToList();
        return new SchedulingProblem
        {
            Resources = [.. Enumerable.Range(0, machines).Select(m => new Resource($"m{m}", 1))],
            Activities = [.. rows.Select(r => Act(r.Id, r.Hours, On($"m{r.Machine}")))],
            Precedences = [.. rows.Where(r => r.Before is not null).Select(r => new Precedence(r.Before!, r.Id))],
        };
    }
}
