using Summit.Logistics.Scheduling.Model;
using static Summit.Logistics.Tests.Scheduling.Problems;

namespace Summit.Logistics.Tests.Scheduling;

public sealed class InfeasibilityTests
{
    [Fact]
    public void Solve_ChainLongerThanDeadline_DatesContradict()
    {
        // 4 + 5 hours end at 9, after the deadline 8.
        var reason = ReasonOf(new() { Activities = [Act("a", 4), Act("b", 5) with { DeadlineHour = 8 }], Precedences = [new("a", "b")] });

        Assert.Equal((InfeasibilityKind.DatesContradict, "b"), (reason.Kind, reason.Activity));
        Assert.Contains("hour 9", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_NeedAboveCapacity_CapacityTooSmall()
    {
        var reason = ReasonOf(new() { Resources = [new("crane", 2)], Activities = [Act("a", 4, On("crane", 3))] });

        Assert.Equal((InfeasibilityKind.CapacityTooSmall, "a", "crane"), (reason.Kind, reason.Activity, reason.Resource));
    }

    [Fact]
    public void Solve_WindowsTooShort_CapacityTooSmall()
    {
        // Open only 0-3 and 5-8: 4 hours without a break never fit.
        var reason = ReasonOf(new() { Resources = [new("crane", 0) { Windows = [new(0, 3, 1), new(5, 8, 1)] }], Activities = [Act("a", 4, On("crane"))] });

        Assert.Equal(InfeasibilityKind.CapacityTooSmall, reason.Kind);
    }

    [Fact]
    public void Solve_WorkAboveTimeLeft_ResourceOverloaded()
    {
        // 3 x 4 = 12 hours on one ramp by hour 11.
        Activity One(string id) => Act(id, 4, On("ramp")) with { DeadlineHour = 11 };
        var reason = ReasonOf(new() { Resources = [new("ramp", 1)], Activities = [One("a"), One("b"), One("c")] });

        Assert.Equal((InfeasibilityKind.ResourceOverloaded, "ramp"), (reason.Kind, reason.Resource));
    }

    [Fact]
    public void Solve_MoreTakenThanThereIs_StockEmpty()
    {
        var reason = ReasonOf(new() { Stocks = [new("fuel", 4)], Activities = [Act("a", 1) with { StockChanges = [new("fuel", 5, 0)] }] });

        Assert.Equal((InfeasibilityKind.StockEmpty, "fuel"), (reason.Kind, reason.Stock));
    }

    [Fact]
    public void Solve_StockComesTooLate_SearchProvesAndNamesASmallSet()
    {
        // Taken and added are balanced, but each waits for what only the other adds: no order works.
        var reason = ReasonOf(new()
        {
            Stocks = [new("fuel", 1), new("food", 9)],
            Activities =
            [
                Act("a", 2) with { StockChanges = [new("fuel", 2, 3), new("food", 1, 0)] },
                Act("b", 2) with { StockChanges = [new("fuel", 2, 3)] },
            ],
        });

        Assert.Equal((InfeasibilityKind.StockEmpty, "fuel"), (reason.Kind, reason.Stock));
    }

    [Fact]
    public void Solve_TwoDeadlinesOnOneRamp_RelaxationMakesItPossible()
    {
        // Starts 0 and 3 at the latest (2 hours each), but a cannot start before 1: 1-3, 3-5 fits; the third, due at 5 too, does not.
        var problem = new SchedulingProblem
        {
            Resources = [new("ramp", 1)],
            Activities =
            [
                Act("a", 2, On("ramp")) with { ReleaseHour = 1, DeadlineHour = 5 },
                Act("b", 2, On("ramp")) with { ReleaseHour = 1, DeadlineHour = 5 },
                Act("c", 1, On("ramp")) with { ReleaseHour = 2, DeadlineHour = 4 },
            ],
        };

        Assert.Equal(ScheduleStatus.Infeasible, problem.Solve().Status);
        Assert.NotEmpty(problem.Solve().Reasons);
    }

    private static InfeasibilityReason ReasonOf(SchedulingProblem problem)
    {
        var result = problem.Solve();
        Assert.Equal(ScheduleStatus.Infeasible, result.Status);
        Assert.Empty(result.Schedule);
        return Assert.Single(result.Reasons);
    }
}
