using Summit.Logistics.Movement;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;

namespace Summit.Logistics.Tests.Movement;

public sealed class MovementReportsTests
{
    [Fact]
    public void Reports_OneLateUnit_DaysCauseShortfallAndFirstBinding()
    {
        var problem = Problems.OneUnit(); // 100 t over 50 t/day: there after 58 hours
        problem.Requirements[0].RequiredDeliveryDay = 1;

        var plan = Plan(problem);

        var late = Assert.Single(plan.Late);
        Assert.Equal(("u1", 1, 0), (late.Requirement, late.ArrivalDays, late.DebarkationDays)); // 58 - 48 = 10 hours
        Assert.Equal(plan.Itineraries[0].Delay, late.Delay);
        Assert.Equal((CapacityKind.Arc, "road", 0), (plan.FirstBinding.Kind, plan.FirstBinding.Id, plan.FirstBinding.Day));
        Assert.Equal(new LiftShortfall { Day = 0, Mode = TransportMode.Road, RequiredTonnes = 100, AvailableTonnes = 50, ShortfallTonnes = 50 }, Assert.Single(plan.LiftShortfalls));
    }

    [Fact]
    public void Reports_LaterReleaseAndPermit_AreNoMissingLift()
    {
        var problem = Problems.OneUnit();
        problem.Requirements[0].BulkTonnes = 50;
        problem.Requirements[0].ReadyToLoadDay = 2;
        problem.Terms[0].PermitLeadDays = 4;

        Assert.Empty(Plan(problem).LiftShortfalls);
    }

    [Fact]
    public void Reports_LiftPool_CountsItsRoundTrips()
    {
        var problem = Problems.OneUnit();
        problem.LiftPools.Add(new LiftPool { Id = "planes", AssetCount = 1, PayloadTonnes = 20, BlockSpeedKmh = 500, LoadHours = 1, UnloadHours = 1 });
        (problem.Arcs[0].Mode, problem.Arcs[0].LiftPool, problem.Arcs[0].DistanceKm, problem.Arcs[0].CapacityTonnesPerDay) = (TransportMode.Air, "planes", 2500, 10_000);

        var shortfall = Plan(problem).LiftShortfalls[0];

        // A round trip takes 12 hours: two loads of 20 t a day.
        Assert.Equal((0, TransportMode.Air, 100, 40, 60), (shortfall.Day, shortfall.Mode, shortfall.RequiredTonnes, shortfall.AvailableTonnes, shortfall.ShortfallTonnes));
    }

    [Fact]
    public void Curve_PortAndDestination_PersonsAndTonnesAgainstRequired()
    {
        var problem = Problems.OneUnit();
        problem.Nodes.Add(new MovementNode { Id = "port", Nation = "nations/FRA" });
        problem.Arcs[0].FromNode = "port";
        problem.Arcs.Add(Problems.Arc("first", "home", "port", TransportMode.Road, 5, 100));
        (problem.Requirements[0].DebarkationPort, problem.Requirements[0].LatestArrivalDay) = ("port", 3);

        var curve = Plan(problem).Curve;

        Assert.Equal(curve.Select(p => p.Day).Order().Distinct(), curve.Select(p => p.Day));
        var last = curve[^1];
        Assert.Equal((100, 10, 100, 10, 10), (last.DebarkedTonnes, last.DebarkedPersons, last.ArrivedTonnes, last.ArrivedPersons, last.OperationalPersons));
        Assert.Equal((100, 10, 100, 10), (last.RequiredTonnes, last.RequiredPersons, last.RequiredDebarkedTonnes, last.RequiredDebarkedPersons));
        Assert.Equal(1, curve.First(p => p.DebarkedTonnes > 0).Day); // 24 hours at 100 t/day and 5 on the way
        Assert.Equal(3, curve.First(p => p.RequiredDebarkedTonnes > 0).Day);
    }

    [Fact]
    public void Compare_MoreCapacity_TellsUsesAndLateness()
    {
        var problem = Problems.OneUnit();
        problem.Requirements[0].RequiredDeliveryDay = 1;
        problem.IocRequirements.Add("u1");
        var first = Plan(problem);
        problem.Arcs[0].CapacityTonnesPerDay = 1000;
        var second = Plan(problem);

        var answer = ComparePlans.Compare(first, second);

        Assert.Equal((-45, -45, -45, -10L), (answer.ClosureHours, answer.OperationalHours, answer.IocHours, answer.LateHours)); // 3 hours to enter instead of 48
        Assert.Equal((-45, -45, -10), (answer.Differences[0].ArrivalHours, answer.Differences[0].OperationalHours, answer.Differences[0].LateHours));
        var use = Assert.Single(answer.Uses);
        Assert.Equal(("road", 100, true, false), (use.Id, use.FirstMostPercent, use.HasFirstFullDay, use.HasSecondFullDay));
    }

    private static MovementPlan Plan(MovementProblem problem) =>
        MovementPlanner.Plan(problem, new Budget { Work = 0.3 }, skipImpossible: false, TestContext.Current.CancellationToken).Plan;
}
