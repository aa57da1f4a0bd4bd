using Summit.Logistics.Movement;
using Summit.Logistics.Scheduling;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.MovementBottleneck.Types.Kind;

namespace Summit.Logistics.Tests.Movement;

public sealed class RankBottlenecksTests : IDisposable
{
    private readonly PlanningWorkers _workers = new(1);

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

    public void Dispose() => _workers.Dispose();

    private Task<RankBottlenecksResponse> Rank(MovementProblem problem) =>
        new RankBottlenecks(_workers).HandleAsync(new RankBottlenecksRequest { Problem = problem }, TestContext.Current.CancellationToken);
}
