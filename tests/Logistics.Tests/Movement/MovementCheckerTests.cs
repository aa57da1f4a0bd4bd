using Summit.Logistics.Movement.Checking;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;

namespace Summit.Logistics.Tests.Movement;

/// <summary>Plans and problems broken on purpose, in every way that the checker knows.</summary>
public sealed class MovementCheckerTests
{
    private static readonly MovementProblem Sound = Rich();
    private static readonly MovementPlan SoundPlan = MovementPlanner.Plan(Sound, new Budget { Work = 0.3 }, false, default).Plan;

    private static readonly Dictionary<string, (Action<MovementProblem> Problem, Action<MovementPlan> Plan)> AllBreaks = new()
    {
        ["does not move"] = (_ => { }, p => p.Itineraries.RemoveAt(0)),
        ["moves twice"] = (_ => { }, p => p.Itineraries.Add(p.Itineraries[0])),
        ["is no requirement"] = (_ => { }, p => p.Itineraries.Add(new MovementItinerary { Requirement = "x" })),
        ["arc that does not exist"] = (_ => { }, p => p.Itineraries[0].Legs[0].Arc = "x"),
        ["leaves from"] = (_ => { }, p => p.Itineraries[0].Legs.RemoveAt(0)),
        ["must pass its ports and end"] = (p => p.Requirements[0].Destination = "home", _ => { }
        ),
        ["without its consent"] = (p => p.Terms.Clear(), _ => { }
        ),
        ["its mode, load class or cargo"] = (p => (p.Requirements[0].HeaviestMlc, p.Arcs[0].MaxMlc) = (90, 10), _ => { }
        ),
        ["changes its gauge"] = (p => p.Arcs[2].GaugeMm = 1520, _ => { }
        ),
        ["before its parliament approves"] = (p => p.Terms.Add(new NationTerms { Nation = "nations/FRA", ApprovalNeeded = true, ApprovalDay = 300 }), _ => { }
        ),
        ["before it is ready to load"] = (p => p.Requirements[0].ReadyToLoadDay = 300, _ => { }
        ),
        ["has no time on"] = (_ => { }, p => p.Itineraries[0].Legs[0].Serials[0].FinishHour = p.Itineraries[0].Legs[0].StartHour),
        ["at other hours than its serials"] = (_ => { }, p => p.Itineraries[0].Legs[0].FinishHour++),
        ["uses more or less"] = (_ => { }, p => p.Itineraries[0].Legs[0].RateTonnesPerDay++),
        ["at its rate"] = (p => p.Requirements[0].BulkTonnes *= 3, _ => { }
        ),
        ["at the wrong hour"] = (_ => { }, p => p.Itineraries[0].Legs[0].ArrivalHour++),
        ["is not carried"] = (_ => { }, p => LiftLeg(p).Serials[0].Assets = 0),
        ["before the permit"] = (p => p.Terms[0].PermitLeadDays = 300, _ => { }
        ),
        ["available to load"] = (p => p.Requirements[0].AvailableToLoadDay = 300, _ => { }
        ),
        ["before the earliest arrival"] = (p => p.Requirements[0].EarliestArrivalDay = 300, _ => { }
        ),
        ["before it is there"] = (_ => { }, p => Shift(p.Itineraries[0].Legs[1], -30)),
        ["is received at"] = (_ => { }, p => p.Itineraries[0].ReceptionHour = 0),
        ["before its integration"] = (_ => { }, p => p.Itineraries[0].IntegrationHour++),
        ["arc home-port is used beyond"] = (p => p.Arcs[0].CapacityTonnesPerDay /= 2, _ => { }
        ),
        ["node port is used beyond"] = (p => p.Nodes[1].ThroughputTonnesPerDay /= 2, _ => { }
        ),
        ["pool planes is used beyond"] = (p => p.LiftPools[0].AssetCount = 1, _ => { }
        ),
        ["places camp is used beyond"] = (p => p.Nodes[2].IntegrationHours = 48, p => Stay(p, 48)),
        ["late by other hours"] = (_ => { }, p => p.Itineraries[0].LateHours++),
        ["closes at another hour"] = (_ => { }, p => p.ClosureHour--),
        ["initial operational capability"] = (_ => { }, p => p.IocHour--),
        ["further apart"] = (p => p.ModuleSpreadHours = 0, _ => { }
        ),
    };

    public static TheoryData<string> Breaks => [.. AllBreaks.Keys];

    [Fact]
    public void Check_GoodPlan_FindsNothing() => Assert.Empty(MovementChecker.Check(Sound, SoundPlan));

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Check_BrokenPlan_NamesTheRule(string rule)
    {
        var (problem, plan) = (Sound.Clone(), SoundPlan.Clone());
        AllBreaks[rule].Problem(problem);
        AllBreaks[rule].Plan(plan);

        Assert.Contains(MovementChecker.Check(problem, plan), f => f.Contains(rule, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_ReceptionBeforeTheLastLoadOfTheLift_IsFound()
    {
        var problem = Problems.OneUnit();
        problem.LiftPools.Add(new LiftPool { Id = "planes", AssetCount = 2, PayloadTonnes = 20, BlockSpeedKmh = 600, LoadHours = 2, UnloadHours = 1 });
        (problem.Arcs[0].Mode, problem.Arcs[0].LiftPool, problem.Arcs[0].DistanceKm) = (TransportMode.Air, "planes", 600);
        var plan = MovementPlanner.Plan(problem, new Budget { Work = 0.1 }, false, default).Plan;

        plan.Itineraries[0].ReceptionHour--;

        Assert.Contains(MovementChecker.Check(problem, plan), f => f.Contains("is received at", StringComparison.Ordinal));
    }

    private static void Shift(MovementLeg leg, int hours)
    {
        (leg.StartHour, leg.FinishHour, leg.ArrivalHour) = (leg.StartHour + hours, leg.FinishHour + hours, leg.ArrivalHour + hours);
        foreach (var serial in leg.Serials)
        {
            (serial.StartHour, serial.FinishHour) = (serial.StartHour + hours, serial.FinishHour + hours);
        }
    }

    private static void Stay(MovementPlan plan, int hours)
    {
        foreach (var itinerary in plan.Itineraries)
        {
            itinerary.OperationalHour = itinerary.IntegrationHour + hours;
        }
    }

    private static MovementLeg LiftLeg(MovementPlan plan) => plan.Itineraries.SelectMany(i => i.Legs).First(l => l.Assets > 0);

    /// <summary>Three units over a port by rail, and one by air that has no other way; one place of integration.</summary>
    internal static MovementProblem Rich()
    {
        var problem = new MovementProblem
        {
            Nodes =
            {
                new MovementNode { Id = "home", Nation = "nations/FRA" },
                new MovementNode { Id = "port", Nation = "nations/POL", ThroughputTonnesPerDay = 100, HandlingHours = 5 },
                new MovementNode { Id = "camp", Nation = "nations/UKR", ThroughputTonnesPerDay = 200, IntegrationHours = 24, IntegrationPlaces = 1 },
                new MovementNode { Id = "field", Nation = "nations/POL" },
            },
            Arcs =
            {
                Problems.Arc("home-port", "home", "port", TransportMode.Rail, 10, 100, 1435),
                Problems.Arc("home-field", "home", "field", TransportMode.Air, 0, 1000),
                Problems.Arc("port-camp", "port", "camp", TransportMode.Rail, 5, 100, 1435),
                Problems.Arc("field-camp", "field", "camp", TransportMode.Road, 5, 100),
            },
            LiftPools = { new LiftPool { Id = "planes", AssetCount = 2, PayloadTonnes = 20, BlockSpeedKmh = 600, LoadHours = 1, UnloadHours = 1 } },
            Terms = { new NationTerms { Nation = "nations/POL", Consents = true }, new NationTerms { Nation = "nations/UKR", Consents = true } },
            IocRequirements = { "u1" },
            ModuleSpreadHours = 1000,
        };
        (problem.Arcs[1].LiftPool, problem.Arcs[1].DistanceKm) = ("planes", 600);
        foreach (var i in Enumerable.Range(1, 4))
        {
            var requirement = Problems.Requirement($"u{i}", 100);
            requirement.ForceModule = "brigade";
            (requirement.EmbarkationPort, requirement.DebarkationPort) = i == 4 ? ("", "field") : ("home", "port");
            problem.Requirements.Add(requirement);
        }

        return problem;
    }
}
