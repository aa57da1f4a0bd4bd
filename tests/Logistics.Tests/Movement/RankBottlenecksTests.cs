using Summit.Hosting.Errors;
using Summit.Logistics.Movement;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;
using Kind = Summit.Logistics.V1.MovementBottleneck.Types.Kind;

namespace Summit.Logistics.Tests.Movement;

public sealed class RankBottlenecksTests
{
    [Fact]
    public async Task Rank_CapacityBinds_TellsTheHoursThatMoreOfItGains()
    {
        // 1,000 t over 50 t/day take 480 hours; with a tenth more 436.
        var problem = Problems.OneUnit();
        problem.Requirements[0].BulkTonnes = 1000;

        var row = Assert.Single((await Rank(problem)).Bottlenecks);

        Assert.Equal((Kind.Arc, "road"), (row.Kind, row.Subject));
        Assert.InRange(row.HoursGained, 42, 45);
    }

    [Fact]
    public async Task Rank_PermitBinds_OneDayEarlierGainsADay()
    {
        var problem = Problems.OneUnit();
        problem.Arcs[0].CapacityTonnesPerDay = 100_000;
        problem.Terms[0].PermitLeadDays = 30;

        var answer = await Rank(problem);

        var row = Assert.Single(answer.Bottlenecks);
        Assert.Equal((Kind.PermitDay, "nations/UKR", 24), (row.Kind, row.Subject, row.HoursGained));
    }

    [Fact]
    public async Task Rank_ConsentMissing_TellsWhomItOpens()
    {
        var problem = Problems.OneUnit();
        problem.Terms.Clear();

        var answer = await Rank(problem);

        Assert.False(answer.HasClosureHour);
        var row = Assert.Single(answer.Bottlenecks);
        Assert.Equal((Kind.Consent, "nations/UKR", 1, false), (row.Kind, row.Subject, row.RequirementsOpened, row.HasHoursGained));
    }

    [Fact]
    public async Task Rank_NothingGains_HasNoRows()
    {
        var problem = Problems.OneUnit();
        problem.Arcs[0].CapacityTonnesPerDay = 1_000_000;

        Assert.Empty((await Rank(problem)).Bottlenecks);
    }

    [Fact]
    public async Task Rank_ClosureHour_IsNeverAfterThePlan()
    {
        // The network is so wide and the unit so late that the flow goes in steps of a day, and the plan closes in the first hour of one.
        var problem = Problems.OneUnit();
        (problem.Arcs[0].CapacityTonnesPerDay, problem.Arcs[0].TransitHours) = (100_000, 0);
        problem.Requirements[0].ReadyToLoadDay = 1500;
        problem.Requirements[0].RequiredDeliveryDay = 2000;
        problem.HorizonDays = 3650;
        problem.Nodes.Add(Enumerable.Range(0, 200).Select(i => new MovementNode { Id = $"n{i}", Nation = "nations/FRA" }));

        var plan = MovementPlanner.Plan(problem, new Budget { Work = 0.1 }, false, default).Plan;

        Assert.InRange((await Rank(problem)).ClosureHour, 1, plan.OperationalHour);
    }

    [Fact]
    public async Task Rank_NetworkTooLarge_IsRefusedWithTheLimit()
    {
        var problem = Problems.OneUnit();
        problem.Requirements[0].BulkTonnes = 10_000_000;
        problem.HorizonDays = 3650;
        problem.Arcs.Clear();
        problem.Arcs.Add(Enumerable.Range(0, 10_000).Select(i => Problems.Arc($"a{i}", "home", "camp", TransportMode.Road, 0, 1)));

        var error = await Assert.ThrowsAsync<ComputationTooLargeException>(() => Rank(problem));

        Assert.Contains("2000000", error.Message, StringComparison.Ordinal);
    }

    private static Task<RankBottlenecksResponse> Rank(MovementProblem problem) =>
        Task.Run(() => RankBottlenecks.Rank(problem, 10, TestContext.Current.CancellationToken));
}
