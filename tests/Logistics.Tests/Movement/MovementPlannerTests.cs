using Google.Protobuf;
using Summit.Logistics.Movement.Checking;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling.Search;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;
using Status = Summit.Logistics.V1.MovementAnswer.Types.Status;

namespace Summit.Logistics.Tests.Movement;

public sealed class MovementPlannerTests
{
    [Fact]
    public void Plan_OneUnit_TakesTheHoursOfItsWay()
    {
        var answer = Plan(Problems.OneUnit());

        Assert.Equal(Status.Optimal, answer.Status);
        var itinerary = Assert.Single(answer.Plan.Itineraries);
        Assert.Equal((58, 82), (itinerary.ArrivalHour, itinerary.OperationalHour));
        Assert.Equal((58, 82), (answer.Plan.ClosureHour, answer.Plan.OperationalHour));
    }

    [Fact]
    public void Plan_LiftPool_GoesInRoundTrips()
    {
        // 100 t in 20 t loads with 2 aircraft: 3 rounds of 2 + 1 + 1 + 1 = 5 hours; the last load is there 1 hour before the last return.
        var problem = Problems.OneUnit();
        problem.LiftPools.Add(new LiftPool { Id = "planes", AssetCount = 2, PayloadTonnes = 20, BlockSpeedKmh = 600, LoadHours = 2, UnloadHours = 1 });
        (problem.Arcs[0].Mode, problem.Arcs[0].LiftPool, problem.Arcs[0].DistanceKm, problem.Arcs[0].CapacityTonnesPerDay) = (TransportMode.Air, "planes", 600, 1000);

        var leg = Plan(problem).Plan.Itineraries[0].Legs[0];

        Assert.Equal((0, 15, 14, 2), (leg.StartHour, leg.FinishHour, leg.ArrivalHour, leg.Assets));
    }

    [Fact]
    public void Plan_LiftThatCannotBeAvoided_BoundCountsTheWayToItAndFromIt()
    {
        // Ready after 24 hours and 5 by road, 3 round trips of 20 hours one after another (the third delivers after 11), 7 by road, 24 of integration.
        var problem = Ferried(capacity: 10_000);

        var closure = Plan(problem).Values.Single();

        Assert.Equal(24 + 5 + (2 * 20) + 11 + 7 + 24, closure.Bound);
        Assert.Equal((MovementValue.Types.BoundSource.LiftPool, "ferry"), (closure.BoundSource, closure.BoundResource));
        Assert.InRange(closure.Value, closure.Bound, closure.Bound + 2);
    }

    [Fact]
    public void Plan_NarrowArcWithLift_TripsCarryEqualLoads()
    {
        // 240 t in 100 t loads are 3 trips. A full load would pass in 24 hours, 80 t pass in the 20 hours of a round trip.
        var problem = Ferried(capacity: 100);

        var trips = Plan(problem).Plan.Itineraries[0].Legs[1].Serials;

        Assert.Equal([20, 20, 20], trips.Select(t => t.FinishHour - t.StartHour));
        Assert.Equal([96, 96, 96], trips.Select(t => t.RateTonnesPerDay));
    }

    // 240 t by road, with one ferry of 100 t over 9 hours of water, 1 hour to load and 1 to unload, and by road again.
    private static MovementProblem Ferried(int capacity)
    {
        var problem = Problems.OneUnit();
        (problem.Requirements[0].BulkTonnes, problem.Requirements[0].ReadyToLoadDay) = (240, 1);
        problem.Objectives.Add(MovementObjective.Closure);
        problem.Nodes.Add([new MovementNode { Id = "quay", Nation = "nations/FRA" }, new MovementNode { Id = "port", Nation = "nations/UKR" }]);
        problem.LiftPools.Add(new LiftPool { Id = "ferry", AssetCount = 1, PayloadTonnes = 100, BlockSpeedKmh = 20, LoadHours = 1, UnloadHours = 1 });
        problem.Arcs.Clear();
        problem.Arcs.Add([Problems.Arc("a", "home", "quay", TransportMode.Road, 5, 100_000), Problems.Arc("b", "quay", "port", TransportMode.Sea, 0, capacity), Problems.Arc("c", "port", "camp", TransportMode.Road, 7, 100_000)]);
        (problem.Arcs[1].LiftPool, problem.Arcs[1].DistanceKm) = ("ferry", 180);
        return problem;
    }

    [Fact]
    public void Plan_DatesApprovalAndPermit_AreWaitedFor()
    {
        var problem = Problems.OneUnit();
        problem.Requirements[0].ReadyToLoadDay = 1;
        Assert.Equal(24, StartOf(problem));

        problem.Terms.Add(new NationTerms { Nation = "nations/FRA", ApprovalNeeded = true, ApprovalDay = 3 });
        Assert.Equal(72, StartOf(problem));

        (problem.Terms[0].PermitRequestedDay, problem.Terms[0].PermitLeadDays) = (1, 4);
        Assert.Equal(120, StartOf(problem));
    }

    [Fact]
    public void Plan_Late_NamesTheCause()
    {
        var problem = Problems.OneUnit();
        problem.Requirements[0].RequiredDeliveryDay = 1;
        Assert.Equal((10, MovementDelay.Types.Kind.Distance), (Late(problem).LateHours, Late(problem).Delay.Kind));

        problem.Terms[0].PermitLeadDays = 5;
        Assert.Equal((MovementDelay.Types.Kind.Permit, "nations/UKR", 120), (Late(problem).Delay.Kind, Late(problem).Delay.Subject, Late(problem).Delay.Hours));

        problem = Problems.OneUnit();
        (problem.Requirements[0].Priority, problem.Requirements[0].RequiredDeliveryDay) = (1, 2);
        problem.Requirements.Add(Problems.Requirement("u2", 100));
        problem.Requirements[1].RequiredDeliveryDay = 3;
        Assert.Equal((MovementDelay.Types.Kind.Capacity, "road"), (Plan(problem).Plan.Itineraries[1].Delay.Kind, Plan(problem).Plan.Itineraries[1].Delay.Subject));
    }

    public static TheoryData<string> Obstacles => ["consent", "closed", "lift", "load", "air", "gauge", "path", "mode", "approval"];

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void Plan_NoWay_NamesWhatWouldOpenIt(string obstacle)
    {
        var problem = Problems.OneUnit();
        var (kind, subject) = Break(problem, obstacle);

        var answer = Plan(problem);

        Assert.Equal(Status.Infeasible, answer.Status);
        var reason = Assert.Single(Assert.Single(answer.Obstacles).Reasons);
        Assert.Equal((kind, subject), (reason.Kind, reason.Subject));
    }

    [Fact]
    public void Plan_SkipImpossible_MovesTheOthers()
    {
        var problem = Problems.OneUnit();
        problem.Requirements.Add(Problems.Requirement("u2", 100));
        problem.Requirements[1].HeaviestMlc = 80;
        problem.Arcs[0].MaxMlc = 60;

        Assert.Equal(Status.Infeasible, Plan(problem).Status);
        var answer = MovementPlanner.Plan(problem, new Budget { Work = 0.1 }, true, default);

        Assert.Equal((Status.Optimal, "u2"), (answer.Status, Assert.Single(answer.Obstacles).Requirement));
        Assert.Equal("u1", Assert.Single(answer.Plan.Itineraries).Requirement);
    }

    [Fact]
    public void Plan_UnitOfTheInitialCapabilityCannotMove_ReportsNoHourForIt()
    {
        var problem = Problems.OneUnit();
        problem.Requirements.Add(Problems.Requirement("u2", 100));
        (problem.Requirements[1].HeaviestMlc, problem.Arcs[0].MaxMlc) = (80, 60);
        problem.IocRequirements.Add(["u1", "u2"]);

        Assert.False(MovementPlanner.Plan(problem, new Budget { Work = 0.1 }, true, default).Plan.HasIocHour);
        problem.IocRequirements.Remove("u2");
        Assert.Equal(82, MovementPlanner.Plan(problem, new Budget { Work = 0.1 }, true, default).Plan.IocHour);
    }

    [Fact]
    public void Plan_ClosureAfterTheHorizon_IsAnObstacleOfTheWholeProblem()
    {
        var problem = Problems.OneUnit();
        problem.HorizonDays = 1;

        var answer = Plan(problem);

        var obstacle = Assert.Single(answer.Obstacles);
        Assert.Equal((Status.Unknown, "", Kind.Horizon), (answer.Status, obstacle.Requirement, obstacle.Reasons[0].Kind));
    }

    [Fact]
    public void Plan_ModuleSpread_EarlyUnitsWaitOutside()
    {
        var problem = Problems.OneUnit();
        problem.Requirements.Add(Problems.Requirement("u2", 100));
        foreach (var requirement in problem.Requirements)
        {
            requirement.ForceModule = "brigade";
        }

        // One after the other over the road: 48 hours apart.
        Assert.Equal([58, 106], Arrivals(problem));
        problem.ModuleSpreadHours = 12;
        Assert.Equal([94, 106], Arrivals(problem));

        static IEnumerable<int> Arrivals(MovementProblem problem) => Plan(problem).Plan.Itineraries.Select(i => i.ArrivalHour).Order();
    }

    [Fact]
    public void Plan_Windows_NobodyEntersAClosedArc()
    {
        var problem = Problems.OneUnit();
        problem.Arcs[0].Windows.Add(new CapacityWindow { FirstDay = 0, LastDay = 4 });

        Assert.Equal(120, StartOf(problem));
    }

    [Fact]
    public void Plan_ArcNeverOpenLongEnough_IsAReason()
    {
        var problem = Problems.OneUnit();
        problem.Arcs[0].CapacityTonnesPerDay = 0;
        problem.Arcs[0].Windows.Add(new CapacityWindow { FirstDay = 2, LastDay = 2, CapacityPerDay = 50 });

        var answer = Plan(problem);

        Assert.Equal((Status.Infeasible, Kind.DatesContradict, "road"), (answer.Status, answer.Obstacles[0].Reasons[0].Kind, answer.Obstacles[0].Reasons[0].Subject));
    }

    [Fact]
    public void Plan_Coalition_SameBytesAgainAndInAnyOrder()
    {
        var problem = Problems.Coalition(30, 3);
        var shuffled = problem.Clone();
        var (requirements, arcs) = (problem.Requirements.Reverse().ToList(), problem.Arcs.Reverse().ToList());
        shuffled.Requirements.Clear();
        shuffled.Arcs.Clear();
        shuffled.Requirements.Add(requirements);
        shuffled.Arcs.Add(arcs);

        var answer = Plan(problem);

        Assert.Equal(answer.ToByteString(), Plan(problem).ToByteString());
        Assert.Equal(answer.ToByteString(), Plan(shuffled).ToByteString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Plan_Coalition_ValuesAreNeverBelowTheirBounds(int seed)
    {
        var problem = Problems.Coalition(12, seed);
        problem.Objectives.Add([MovementObjective.Closure, MovementObjective.Lateness, MovementObjective.Cost]);
        var model = new PlanModel(problem);
        var bounds = new MovementBounds(model.Network, model.Rows, model.HorizonHours);

        var plan = new RouteSchedule(model, new WorkMeter(new Budget { Work = 0.2 }, default)).First(_ => { })!;

        Assert.All(model.Objectives.Index(), o => Assert.True(plan.Values[o.Index] >= bounds.Of(o.Item, default).Value, $"{o.Item}: {plan.Values[o.Index]} < {bounds.Of(o.Item, default)}"));
    }

    private static int StartOf(MovementProblem problem) => Plan(problem).Plan.Itineraries[0].Legs[0].StartHour;

    private static MovementItinerary Late(MovementProblem problem) => Plan(problem).Plan.Itineraries[0];

    private static (Kind, string) Break(MovementProblem problem, string obstacle)
    {
        var (requirement, arc) = (problem.Requirements[0], problem.Arcs[0]);
        switch (obstacle)
        {
            case "consent":
                problem.Terms[0].Consents = false;
                return (Kind.ConsentMissing, "nations/UKR");
            case "closed":
                problem.Nodes[0].ThroughputTonnesPerDay = 0;
                return (Kind.NodeClosed, "home");
            case "lift":
                arc.CapacityTonnesPerDay = 0;
                return (Kind.LiftZero, "road");
            case "load":
                (requirement.HeaviestMlc, arc.MaxMlc) = (80, 60);
                return (Kind.LoadLimit, "road");
            case "air":
                (arc.Mode, requirement.NotByAirTonnes) = (TransportMode.Air, 1);
                return (Kind.LoadLimit, "road");
            case "gauge":
                (arc.Mode, arc.GaugeMm, arc.ToNode) = (TransportMode.Rail, 1435, "border");
                problem.Nodes.Add(new MovementNode { Id = "border", Nation = "nations/UKR" });
                problem.Arcs.Add(Problems.Arc("broad", "border", "camp", TransportMode.Rail, 5, 50, 1520));
                return (Kind.Gauge, "border");
            case "path":
                (arc.FromNode, arc.ToNode) = (arc.ToNode, arc.FromNode);
                return (Kind.NoPath, "home");
            case "mode":
                requirement.Modes.Add(TransportMode.Rail);
                return (Kind.NoPath, "home");
            default:
                problem.Terms.Add(new NationTerms { Nation = "nations/FRA", ApprovalNeeded = true });
                return (Kind.ApprovalLate, "nations/FRA");
        }
    }

    private static MovementAnswer Plan(MovementProblem problem)
    {
        var answer = MovementPlanner.Plan(problem, new Budget { Work = 0.3 }, false, default);
        if (answer.Plan is not null)
        {
            Assert.Empty(MovementChecker.Check(problem, answer.Plan));
        }

        return answer;
    }
}
