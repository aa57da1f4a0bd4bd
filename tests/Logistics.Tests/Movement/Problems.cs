using Summit.Logistics.Scheduling.Search;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Movement;

/// <summary>Movement problems of several kinds.</summary>
internal static class Problems
{
    /// <summary>
    /// One unit of 100 t by road over a border: 50 t/day, 10 hours. It enters in 48 hours, is there after 58, and operational 24 later.
    /// </summary>
    public static MovementProblem OneUnit() => new()
    {
        Requirements = { Requirement("u1", 100) },
        Nodes =
        {
            new MovementNode { Id = "home", Nation = "nations/FRA" },
            new MovementNode { Id = "camp", Nation = "nations/UKR", IntegrationHours = 24 },
        },
        Arcs = { Arc("road", "home", "camp", TransportMode.Road, 10, 50) },
        Terms = { new NationTerms { Nation = "nations/UKR", Consents = true } },
    };

    /// <summary>
    /// Units of several nations by rail, sea and air through ports and a gauge change into staging areas: the shape of the
    /// Paris question, with any number of units.
    /// </summary>
    public static MovementProblem Coalition(int units, long seed)
    {
        var random = new CounterRandom(seed);
        string[] nations = ["FRA", "GBR", "DEU", "NLD", "ITA", "ESP", "DNK", "SWE"];
        var scale = Math.Max(1, units / 100);
        var problem = new MovementProblem { HorizonDays = 3650, LiftPools = { new LiftPool { Id = "transport", AssetCount = 12 * scale, PayloadTonnes = 25, BlockSpeedKmh = 600, LoadHours = 3, UnloadHours = 2 } } };
        problem.Nodes.Add(nations.Select(n => new MovementNode { Id = $"home-{n}", Nation = $"nations/{n}" }));
        problem.Nodes.Add(new MovementNode { Id = "port-gdansk", Nation = "nations/POL", ThroughputTonnesPerDay = 6000 * scale, HandlingHours = 12 });
        problem.Nodes.Add(new MovementNode { Id = "port-constanta", Nation = "nations/ROU", ThroughputTonnesPerDay = 4000 * scale, HandlingHours = 12 });
        problem.Nodes.Add(new MovementNode { Id = "field-rzeszow", Nation = "nations/POL", ThroughputTonnesPerDay = 1500 * scale, HandlingHours = 4 });
        problem.Nodes.Add(new MovementNode { Id = "yard-poznan", Nation = "nations/POL", ThroughputTonnesPerDay = 8000 * scale, HandlingHours = 6 });
        problem.Nodes.Add(new MovementNode { Id = "border-medyka", Nation = "nations/POL", ThroughputTonnesPerDay = 7000 * scale, HandlingHours = 6 });
        problem.Nodes.Add(new MovementNode { Id = "yard-mostyska", Nation = "nations/UKR", ThroughputTonnesPerDay = 5000 * scale, HandlingHours = 6 });
        problem.Nodes.Add(new MovementNode { Id = "border-siret", Nation = "nations/ROU", ThroughputTonnesPerDay = 3000 * scale, HandlingHours = 6 });
        problem.Nodes.Add(new[] { "lviv", "vinnytsia" }.Select(s => new MovementNode { Id = $"stage-{s}", Nation = "nations/UKR", ThroughputTonnesPerDay = 4500 * scale, IntegrationHours = 72 }));
        foreach (var nation in nations)
        {
            problem.Arcs.Add(Arc($"rail-{nation}-poznan", $"home-{nation}", "yard-poznan", TransportMode.Rail, 24 + random.Below(48), 2500 * scale, 1435));
            problem.Arcs.Add(Arc($"road-{nation}-medyka", $"home-{nation}", "border-medyka", TransportMode.Road, 48 + random.Below(72), 1200 * scale));
            problem.Arcs.Add(Arc($"sea-{nation}-gdansk", $"home-{nation}", "port-gdansk", TransportMode.Sea, 72 + random.Below(120), 5000 * scale));
            problem.Arcs.Add(Arc($"sea-{nation}-constanta", $"home-{nation}", "port-constanta", TransportMode.Sea, 168 + random.Below(168), 5000 * scale));
            var air = Arc($"air-{nation}-rzeszow", $"home-{nation}", "field-rzeszow", TransportMode.Air, 0, 2000 * scale);
            (air.LiftPool, air.DistanceKm) = ("transport", 900 + random.Below(1500));
            problem.Arcs.Add(air);
        }

        problem.Arcs.Add(Arc("rail-gdansk-medyka", "port-gdansk", "border-medyka", TransportMode.Rail, 20, 4000 * scale, 1435));
        problem.Arcs.Add(Arc("rail-poznan-medyka", "yard-poznan", "border-medyka", TransportMode.Rail, 18, 6000 * scale, 1435));
        problem.Arcs.Add(Arc("gauge-medyka", "border-medyka", "yard-mostyska", TransportMode.GaugeChange, 6, 3500 * scale, 1435));
        problem.Arcs.Add(Arc("road-medyka-lviv", "border-medyka", "stage-lviv", TransportMode.Road, 4, 2500 * scale));
        problem.Arcs.Add(Arc("road-rzeszow-lviv", "field-rzeszow", "stage-lviv", TransportMode.Road, 6, 1500 * scale));
        problem.Arcs.Add(Arc("rail-mostyska-lviv", "yard-mostyska", "stage-lviv", TransportMode.Rail, 4, 4000 * scale, 1520));
        problem.Arcs.Add(Arc("rail-mostyska-vinnytsia", "yard-mostyska", "stage-vinnytsia", TransportMode.Rail, 16, 4000 * scale, 1520));
        problem.Arcs.Add(Arc("rail-constanta-siret", "port-constanta", "border-siret", TransportMode.Rail, 24, 3000 * scale, 1435));
        problem.Arcs.Add(Arc("road-siret-vinnytsia", "border-siret", "stage-vinnytsia", TransportMode.Road, 12, 1800 * scale));
        problem.Terms.Add(nations.Concat(["POL", "ROU", "UKR"]).Select(n => new NationTerms { Nation = $"nations/{n}", Consents = true, PermitLeadDays = n is "POL" or "ROU" ? 3 : 0 }));
        for (var i = 0; i < units; i++)
        {
            var nation = nations[random.Below(nations.Length)];
            var requirement = Requirement($"u{i:D5}", 200 + random.Below(2500));
            requirement.Nation = $"nations/{nation}";
            requirement.Origin = $"home-{nation}";
            requirement.Destination = random.Below(2) == 0 ? "stage-lviv" : "stage-vinnytsia";
            requirement.Persons = 50 + random.Below(800);
            requirement.ReadyToLoadDay = random.Below(15);
            requirement.RequiredDeliveryDay = 30 + random.Below(30);
            requirement.Priority = 1 + random.Below(5);
            if (random.Below(3) > 0)
            {
                (requirement.NotByAirTonnes, requirement.BulkTonnes) = (requirement.BulkTonnes, 0);
            }

            problem.Requirements.Add(requirement);
        }

        return problem;
    }

    public static MovementRequirement Requirement(string id, long tonnes) => new()
    {
        Id = id,
        Nation = "nations/FRA",
        Origin = "home",
        Destination = "camp",
        BulkTonnes = tonnes,
        Persons = 10,
        RequiredDeliveryDay = 10,
    };

    public static MovementArc Arc(string id, string from, string to, TransportMode mode, int hours, long capacity, int gauge = 0) => new()
    {
        Id = id,
        FromNode = from,
        ToNode = to,
        Mode = mode,
        TransitHours = hours,
        CapacityTonnesPerDay = capacity,
        GaugeMm = gauge,
    };
}
