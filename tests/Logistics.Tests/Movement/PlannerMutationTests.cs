using Summit.Logistics.Movement.Checking;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;

namespace Summit.Logistics.Tests.Movement;

/// <summary>
/// A planner that leaves out one rule: it plans a problem in which the rule does not bind, and its plan is checked against the
/// problem in which it does. The checker must name the rule.
/// </summary>
public sealed class PlannerMutationTests
{
    // By name: the problem in which the rule binds, the planner's problem without it, and what the checker says.
    private static readonly Dictionary<string, (Action<MovementProblem> Bind, Action<MovementProblem> LeaveOut, string Fault)> All = new()
    {
        ["capacity of an arc"] = (_ => { }, p => p.Arcs[0].CapacityTonnesPerDay = 1000, "arc home-port is used beyond"),
        ["window of an arc"] = (p => p.Arcs[0].Windows.Add(new CapacityWindow { FirstDay = 0, LastDay = 2, CapacityPerDay = 10 }), p => p.Arcs[0].Windows.Clear(), "arc home-port is used beyond"),
        ["throughput of a node"] = (p => p.Nodes[1].ThroughputTonnesPerDay = 50, p => p.Nodes[1].ClearThroughputTonnesPerDay(), "node port is used beyond"),
        ["window of a node"] = (p => p.Nodes[1].Windows.Add(new CapacityWindow { FirstDay = 0, LastDay = 3 }), p => p.Nodes[1].Windows.Clear(), "node port is used beyond"),
        ["rate of reception"] = (p => p.Nodes[2].ThroughputTonnesPerDay = 60, p => p.Nodes[2].ThroughputTonnesPerDay = 200, "node camp is used beyond"),
        ["reception"] = (_ => { }, p => p.Nodes[2].ClearThroughputTonnesPerDay(), "is received at"),
        ["assets of a pool"] = (_ => { }, p => p.LiftPools[0].AssetCount = 20, "pool planes is used beyond"),
        ["payload"] = (_ => { }, p => p.LiftPools[0].PayloadTonnes = 100, "is not carried"),
        ["speed of lift"] = (_ => { }, p => p.LiftPools[0].BlockSpeedKmh = 2000, "is not carried"),
        ["loading of lift"] = (p => p.LiftPools[0].LoadHours = 10, p => p.LiftPools[0].LoadHours = 0, "is not carried"),
        ["transit"] = (_ => { }, p => p.Arcs[2].TransitHours = 0, "at the wrong hour"),
        ["order of the legs"] = (_ => { }, p => p.Arcs[0].TransitHours = 0, "before it is there"),
        ["handling"] = (p => p.Arcs[2].Mode = TransportMode.Road, p => p.Nodes[1].HandlingHours = 0, "before it is there"),
        ["integration"] = (_ => { }, p => p.Nodes[2].IntegrationHours = 0, "before its integration"),
        ["places of integration"] = (p => p.Nodes[2].IntegrationHours = 48, p => p.Nodes[2].IntegrationPlaces = 0, "places camp is used beyond"),
        ["ready to load"] = (p => p.Requirements[0].ReadyToLoadDay = 10, p => p.Requirements[0].ClearReadyToLoadDay(), "before it is ready to load"),
        ["available to load"] = (p => p.Requirements[0].AvailableToLoadDay = 20, p => p.Requirements[0].ClearAvailableToLoadDay(), "available to load"),
        ["earliest arrival"] = (p => p.Requirements[0].EarliestArrivalDay = 30, p => p.Requirements[0].ClearEarliestArrivalDay(), "before the earliest arrival"),
        ["approval"] = (p => p.Terms.Add(new NationTerms { Nation = "nations/FRA", ApprovalNeeded = true, ApprovalDay = 5 }), p => p.Terms.RemoveAt(2), "before its parliament approves"),
        ["permit"] = (p => p.Terms[0].PermitLeadDays = 9, p => p.Terms[0].PermitLeadDays = 0, "before the permit"),
        ["consent"] = (Detour, p => p.Terms.Add(new NationTerms { Nation = "nations/BTN", Consents = true }), "without its consent"),
        ["load class"] = (p => (Shortcut(p).MaxMlc, p.Requirements[3].HeaviestMlc) = (10, 60), p => p.Arcs[^1].MaxMlc = 0, "its mode, load class or cargo"),
        ["cargo that cannot fly"] = (p => (Shortcut(p).Mode, p.Requirements[3].NotByAirTonnes, p.Requirements[3].BulkTonnes) = (TransportMode.Air, 100, 0), p => (p.Requirements[3].NotByAirTonnes, p.Requirements[3].BulkTonnes) = (0, 100), "its mode, load class or cargo"),
        ["outsize cargo"] = (p => (Free(p).OutsizeTonnes, p.Requirements[3].BulkTonnes) = (100, 0), p => p.LiftPools[0].TakesOutsize = true, "its mode, load class or cargo"),
        ["modes"] = (p => Free(p).Modes.Add(TransportMode.Rail), p => p.Requirements[3].Modes.Clear(), "its mode, load class or cargo"),
        ["gauge"] = (p => (p.Arcs[2].GaugeMm, _) = (1520, Add(p, Problems.Arc("slow", "port", "camp", TransportMode.Road, 200, 100))), p => p.Arcs[2].GaugeMm = 0, "changes its gauge"),
        ["ports"] = (p => p.Arcs[3].TransitHours = 300, p => p.Requirements[3].DebarkationPort = "", "must pass its ports and end"),
        ["destination"] = (_ => { }, p => p.Requirements[3].Destination = "field", "must pass its ports and end"),
        ["spread of a module"] = (p => p.ModuleSpreadHours = 40, p => p.ClearModuleSpreadHours(), "further apart"),
        ["whole load"] = (_ => { }, p => p.Requirements[0].BulkTonnes = 50, "at its rate"),
        ["initial capability"] = (_ => { }, p => p.IocRequirements.Clear(), "initial operational capability"),
        ["lateness"] = (_ => { }, p => p.Requirements[0].RequiredDeliveryDay = 0, "late by other hours"),
        ["every unit"] = (_ => { }, p => p.Requirements.RemoveAt(3), "does not move"),
        ["only units of the problem"] = (_ => { }, p => p.Requirements.Add(Problems.Requirement("u9", 1)), "is no requirement"),
        ["only arcs of the problem"] = (p => Free(p), p => Shortcut(p), "arc that does not exist"),
    };

    public static TheoryData<string> Rules => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Check_PlanOfAPlannerWithoutTheRule_NamesIt(string rule)
    {
        var (bind, leaveOut, fault) = All[rule];
        var problem = MovementCheckerTests.Rich();
        bind(problem);
        var without = problem.Clone();
        leaveOut(without);

        Assert.Empty(MovementChecker.Check(problem, Plan(problem)));
        Assert.Contains(MovementChecker.Check(problem, Plan(without)), f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_RouteThatUsesAPoolAndANodeTwice_CountsItsOwnUse()
    {
        var problem = Problems.OneUnit();
        problem.Nodes.Add(new MovementNode { Id = "field", Nation = "nations/FRA" });
        problem.LiftPools.Add(new LiftPool { Id = "planes", AssetCount = 2, PayloadTonnes = 20, BlockSpeedKmh = 600, LoadHours = 2, UnloadHours = 1 });
        problem.Arcs.Clear();
        foreach (var (from, to) in new[] { ("home", "field"), ("field", "camp") })
        {
            var arc = Problems.Arc($"{from}-{to}", from, to, TransportMode.Air, 0, 1000);
            (arc.LiftPool, arc.DistanceKm) = ("planes", 600);
            problem.Arcs.Add(arc);
        }

        Assert.Empty(MovementChecker.Check(problem, Plan(problem)));
    }

    private static MovementPlan Plan(MovementProblem problem) => MovementPlanner.Plan(problem, new Budget { Work = 0.05 }, false, default).Plan;

    private static MovementRequirement Free(MovementProblem problem)
    {
        (problem.Requirements[3].EmbarkationPort, problem.Requirements[3].DebarkationPort) = ("", "");
        return problem.Requirements[3];
    }

    private static MovementArc Shortcut(MovementProblem problem)
    {
        Free(problem);
        return Add(problem, Problems.Arc("shortcut", "home", "camp", TransportMode.Road, 1, 1000));
    }

    private static void Detour(MovementProblem problem)
    {
        Free(problem);
        problem.Nodes.Add(new MovementNode { Id = "pass", Nation = "nations/BTN" });
        Add(problem, Problems.Arc("home-pass", "home", "pass", TransportMode.Road, 1, 1000));
        Add(problem, Problems.Arc("pass-camp", "pass", "camp", TransportMode.Road, 1, 1000));
    }

    private static MovementArc Add(MovementProblem problem, MovementArc arc)
    {
        problem.Arcs.Add(arc);
        return arc;
    }
}
