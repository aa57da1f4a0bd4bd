using Summit.Kernel;
using Summit.Logistics.Scheduling.Model;
using static Summit.Logistics.Tests.Scheduling.Problems;

namespace Summit.Logistics.Tests.Scheduling;

public sealed class ProblemCheckTests
{
    [Fact]
    public void Check_EverythingWrong_NamesEveryPath()
    {
        var problem = new SchedulingProblem
        {
            Activities =
            [
                new Activity("a", [new Mode("m", -1, [On("nowhere"), On("ramp", 0)])]) { ReleaseHour = 9, DeadlineHour = 8, StockChanges = [new("none", 1, 0)] },
                new Activity("a", []),
            ],
            Resources = [new("ramp", 1) { Windows = [new(0, 5, 1), new(4, 6, 1)] }],
            Stocks = [new("fuel", 1, 2, 0)],
            Precedences = [new("a", "x"), new("a", "a")],
            Objectives = [],
        };

        Assert.Equal(
            [
                "activities[0].deadline_hour", "activities[0].modes[0].demands[0].resource", "activities[0].modes[0].demands[1].amount", "activities[0].modes[0].duration_hours",
                "activities[0].stock_changes[0].stock", "activities[1].id", "activities[1].modes", "objectives", "precedences[0].after", "precedences[1].after",
                "resources[0].windows[1]", "stocks[0].initial", "stocks[0].maximum",
            ],
            FaultsOf(problem).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Check_Circle_NamesItsMembersInOrder()
    {
        var faults = new Violations();

        ProblemCheck.Check(new() { Activities = [Act("a", 1), Act("b", 1), Act("c", 1), Act("d", 1)], Precedences = [new("a", "b"), new("b", "c"), new("c", "b"), new("c", "d")] }, faults);

        Assert.Contains("b -> c -> b", Assert.Single(faults.Found).Description.Replace("c -> b -> c", "b -> c -> b", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_GoodProblem_FindsNothing() => Assert.Empty(FaultsOf(Problems.Random(1)));
}
