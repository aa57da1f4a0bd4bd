using Summit.Logistics.Scheduling.Checking;
using Summit.Logistics.Scheduling.Model;
using static Summit.Logistics.Tests.Scheduling.Problems;

namespace Summit.Logistics.Tests.Scheduling;

/// <summary>A good schedule broken on purpose in each way the checker knows.</summary>
public sealed class ScheduleCheckerTests
{
    // a 0-4, b 5-8 after a lag of 1, c 0-4; ramp of 2 units, 1 of them closed in 8-12; fuel 3, a takes 2, b adds 4 at 8; at most 5.
    private static readonly SchedulingProblem Problem = new()
    {
        Resources = [new("ramp", 2) { Windows = [new(8, 12, 1)] }],
        Stocks = [new("fuel", 3, 0, 5)],
        Activities =
        [
            Act("a", 4, On("ramp")) with { StockChanges = [new("fuel", 2, 0)] },
            Act("b", 3, On("ramp")) with { ReleaseHour = 2, DeadlineHour = 20, StockChanges = [new("fuel", 0, 4)] },
            Act("c", 4, On("ramp")) with { StockChanges = [new("fuel", 1, 0)] },
        ],
        Precedences = [new("a", "b", 1)],
    };

    private static readonly ScheduledActivity[] Good = [new("a", "m", 0, 4), new("b", "m", 5, 8), new("c", "m", 0, 4)];

    [Fact]
    public void Check_GoodSchedule_FindsNothing() => Assert.Empty(ScheduleChecker.Check(Problem, Good));

    [Fact]
    public void Check_Missing_Named() => AssertOnly(ScheduleRule.Complete, "c", "", 1, Good[..2]);

    [Fact]
    public void Check_Twice_Named() => AssertOnly(ScheduleRule.Known, "a", "", 1, [.. Good, Good[0]]);

    [Fact]
    public void Check_Unknown_Named() => AssertOnly(ScheduleRule.Known, "x", "", 1, [.. Good, new("x", "m", 0, 1)]);

    [Fact]
    public void Check_OtherMode_Named() => AssertOnly(ScheduleRule.Mode, "c", "air", 1, Good[0], Good[1], Good[2] with { Mode = "air" });

    [Fact]
    public void Check_TooShort_Named() => AssertOnly(ScheduleRule.Duration, "c", "m", 1, Good[0], Good[1], Good[2] with { FinishHour = 3 });

    [Fact]
    public void Check_BeforeRelease_Named()
    {
        var found = ScheduleChecker.Check(Problem, [Good[0], new("b", "m", 1, 4), Good[2]]);

        Assert.Contains(new ScheduleViolation(ScheduleRule.Release, "b", "", 1, 2, 1), found);
    }

    [Fact]
    public void Check_AfterDeadline_Named() => AssertOnly(ScheduleRule.Deadline, "b", "", 2, Good[0], new("b", "m", 19, 22), Good[2]);

    // b may start at 4 + 1 = 5; at 4 it is an hour early.
    [Fact]
    public void Check_LagCutShort_Named() => AssertOnly(ScheduleRule.Precedence, "b", "a", 1, Good[0], new("b", "m", 4, 7), Good[2]);

    // In 8-12 one unit is left; b 7-10 and c 8-12 need two.
    [Fact]
    public void Check_CapacityInWindow_Named() => AssertOnly(ScheduleRule.Capacity, "b", "ramp", 1, Good[0], new("b", "m", 7, 10), new("c", "m", 8, 12));

    // 3 - 2 - 1 = 0 is allowed; with a floor of 1 it is 1 short.
    [Fact]
    public void Check_BelowFloor_Named()
    {
        var found = Assert.Single(ScheduleChecker.Check(Problem with { Stocks = [new("fuel", 3, 1, 5)] }, Good));

        Assert.Equal((ScheduleRule.StockFloor, "fuel", 0, 1L), (found.Rule, found.Subject, found.FromHour, found.Excess));
    }

    // 3 - 2 + 4 = 5 is allowed; with a maximum of 3 and c later it is 2 too much at 8.
    [Fact]
    public void Check_AboveMaximum_Named()
    {
        var found = Assert.Single(ScheduleChecker.Check(Problem with { Stocks = [new("fuel", 3, 0, 3)] }, [Good[0], Good[1], new("c", "m", 12, 16)]));

        Assert.Equal((ScheduleRule.StockMaximum, "b", "fuel", 8, 2L), (found.Rule, found.Activity, found.Subject, found.FromHour, found.Excess));
    }

    [Theory]
    [InlineData(7, 7, ScheduleRule.Value)]
    [InlineData(8, 9, ScheduleRule.Bound)]
    public void ThrowIfBroken_ClaimOfResult_Checked(long value, long bound, ScheduleRule rule)
    {
        var result = new SchedulingResult { Status = ScheduleStatus.Feasible, Schedule = Good, Objectives = [new(Objective.Closure, value, bound, BoundSource.Solver, null, false)] };

        var error = Assert.Throws<ScheduleRejectedException>(() => ScheduleChecker.ThrowIfBroken(Problem, result));

        Assert.Equal(rule, error.Violations[0].Rule);
    }

    private static void AssertOnly(ScheduleRule rule, string activity, string subject, long excess, params ScheduledActivity[] schedule)
    {
        var found = Assert.Single(ScheduleChecker.Check(Problem, schedule));
        Assert.Equal((rule, activity, subject, excess), (found.Rule, found.Activity, found.Subject, found.Excess));
    }
}
