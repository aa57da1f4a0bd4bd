using Summit.Api.V1;
using Summit.Kernel;
using Summit.Logistics.Flow;
using Summit.Logistics.Forces;
using Summit.Logistics.Movement;
using Summit.Logistics.Network;
using Summit.Logistics.Resources;
using Summit.Logistics.Seed;
using Summit.Logistics.Sustainment;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Seed;

public sealed class ParisSeedTests
{
    private static readonly Dictionary<string, TransportNode> Nodes = ParisSeed.TransportNodes().ToDictionary(n => n.Name);

    [Fact]
    public void Seed_EveryResource_KeepsTheRulesOfWrites()
    {
        var violations = new Violations();
        foreach (var element in ParisSeed.ForceElements())
        {
            ForceElementRules.Check(element, violations);
        }

        var names = ParisSeed.ForceElements().Select(e => e.Name).ToHashSet();
        foreach (var commitment in ParisSeed.StandingCommitments())
        {
            StandingCommitmentRules.Check(commitment, "standing_commitment", violations);
            StandingCommitmentRules.CheckUnits(commitment, "standing_commitment", names, violations);
            StandingCommitmentRules.CheckOverlap(commitment, "standing_commitment", ParisSeed.StandingCommitments(), violations);
        }

        foreach (var option in ParisSeed.ForceOptions())
        {
            ForceOptionRules.Check(option, violations);
        }

        foreach (var report in ParisSeed.ReportedOffers())
        {
            ReportedOfferRules.Check(report, violations);
        }

        foreach (var factor in ParisSeed.SustainmentFactors())
        {
            SustainmentFactorRules.Check(factor, violations);
        }

        foreach (var node in Nodes.Values)
        {
            TransportNodeRules.Check(node, violations);
        }

        foreach (var arc in ParisSeed.TransportArcs())
        {
            TransportArcRules.Check(arc, name => Nodes.GetValueOrDefault(name), violations);
        }

        Assert.Empty(violations.Found);
    }

    [Fact]
    public void Seed_EveryResource_KeepsTheRulesOfItsFields()
    {
        Google.Protobuf.IMessage[] all = [.. ParisSeed.ForceElements(), .. ParisSeed.StandingCommitments(), .. ParisSeed.ForceOptions(), .. ParisSeed.ReportedOffers(), .. Nodes.Values, .. ParisSeed.TransportArcs(), .. ParisSeed.LiftAssets(), .. ParisSeed.SustainmentFactors()];

        Assert.Empty(all.SelectMany(r => Policy.Rules.RequestRules.Check(r)));
    }

    [Fact]
    public void Arcs_OwnFigures_AreCalledAssumptionsAndSayHowTheyWereMade() => Assert.All(ParisSeed.TransportArcs(), arc =>
    {
        Assert.Equal(Confidence.Assumed, arc.Source.Confidence);
        Assert.Contains("low/mid/high", arc.Derivation, StringComparison.Ordinal);
    });

    [Fact]
    public void PlanningFactors_EveryRow_HasARisingRangeAndASource() => Assert.All(ParisSeed.PlanningFactors.Rows, row =>
    {
        var violations = new Violations();
        FigureRules.RequireSource(violations, row.Source(), row["id"]);
        Assert.Empty(violations.Found);
        Assert.True(row.Exact("low") <= row.Exact("mid") && row.Exact("mid") <= row.Exact("high"), row["id"]);
        Assert.NotEmpty(row["unit"]);
        Assert.NotEmpty(row["derivation"]);
    });

    [Theory]
    [InlineData("rail-de-seed-pl-pozn", 350, 1, 1_800, 4_800, 9_600)] // 6/8/10 trains x 300/600/960 t
    [InlineData("gauge-pl-prze-ua-most", 35, 1, 600, 1_800, 4_800)] // 60/90/150 wagons x 10/20/32 t
    [InlineData("gauge-pl-slaw-pl-hrub", 425, 1, 382, 1_020, 4_896)] // 1/1/2 tracks x 12/16/24 h / 8 h x 0.85 x t a train
    [InlineData("air-egvn-eprz", 1_906, 1, 44, 138, 325)] // 3.5/6.1/9.2 aircraft x 4/6/8 h a day / 5.86 h in the air x 37 t x 0.5/0.6/0.7
    [InlineData("load-deu-de-mann", 323, 2, 510, 2_720, 8_160)] // 1/2/3 ramps x 12/16/20 h / 6 h x 0.85 x t a train
    [InlineData("road-sa-lviv-sa-kyiv", 607, 2, 600, 1_200, 1_800)] // 2/4/6 columns x 60 x 5 t
    [InlineData("sea-dkaar-plgdn", 798, 3, 711, 1_422, 1_422)] // 1/2/2 ships x 3,000 t / 4.2 days, below 720/1,536/4,800 of the berths
    [InlineData("sea-gbimm-beanr", 493, 2, 720, 1_536, 2_671)] // low and mid: the berths
    public void Arcs_Capacity_FollowsFromItsFormula(string id, double km, int days, long low, long mid, long high)
    {
        var arc = ParisSeed.TransportArcs().Single(a => a.Name == $"transportArcs/{id}");

        Assert.Equal((km, days), (arc.DistanceKm, arc.TransitDays));
        Assert.Equal(new DailyCapacity { Low = low, Mid = mid, High = high }, arc.CapacityTonnesPerDay);
    }

    [Theory]
    [InlineData("plgdn", 720, 3_072, 7_200)] // 1/2/3 berths x 75/120/150 t/h x 12/16/20 h x 0.8
    [InlineData("eprz", 229, 997, 4_590)] // 6/10/15 places x 12/16/24 h / 4/3/2 h x 0.85 x 15/22/30 t
    [InlineData("bx-korczowa", 525, 1_125, 2_100)] // 350/450/600 trucks x 0.3/0.5/0.7 x 5 t
    public void Nodes_Throughput_FollowsFromItsFormula(string id, long low, long mid, long high)
    {
        var node = Nodes[$"transportNodes/{id}"];

        Assert.Equal(new DailyCapacity { Low = low, Mid = mid, High = high }, node.ThroughputTonnesPerDay);
        Assert.Contains("low/mid/high", node.Derivation, StringComparison.Ordinal);
    }

    [Fact]
    public void Network_EveryNodeAndItsLift_IsOnAWayOfSomeUnit()
    {
        var arcs = ParisSeed.TransportArcs().ToList();
        var from = Closure([.. ParisSeed.ForceElements().Select(e => $"transportNodes/origin-{NationNames.NationOf(e.Name)[^3..].ToLowerInvariant()}")], arcs.ToLookup(a => a.FromNode, a => a.ToNode));
        var back = Closure(["transportNodes/sa-kyiv", "transportNodes/sa-lviv"], arcs.ToLookup(a => a.ToNode, a => a.FromNode));

        Assert.DoesNotContain(Nodes.Keys, n => !from.Contains(n) || !back.Contains(n));
        Assert.Superset(ParisSeed.LiftAssets().Select(a => a.Name).Where(n => n.StartsWith("liftAssets/air-", StringComparison.Ordinal)).ToHashSet(), arcs.Select(a => a.LiftAsset).ToHashSet());
    }

    private static HashSet<string> Closure(HashSet<string> start, ILookup<string, string> next)
    {
        var queue = new Queue<string>(start);
        while (queue.TryDequeue(out var node))
        {
            foreach (var other in next[node].Where(start.Add))
            {
                queue.Enqueue(other);
            }
        }

        return start;
    }

    [Fact]
    public void Network_EveryNationWithUnits_HasAWayToKyiv()
    {
        var network = new MovementNetwork(Nodes, [.. ParisSeed.TransportArcs()], "transportNodes/sa-kyiv");
        var loads = ParisSeed.ForceElements().Select(e => NationNames.NationOf(e.Name)).Distinct().Select(n => new NationLoad(n, default, 1)).ToList();

        Assert.Empty(FlowReach.Stranded(network.ToDestination(loads, CapacityLevel.Low, new HashSet<string>())));
    }

    [Fact]
    public void Network_EveryWayIntoUkraine_PassesAPortOfDebarkation()
    {
        var arcs = ParisSeed.TransportArcs().Where(a => !Nodes[a.FromNode].Debarkation && !Nodes[a.ToNode].Debarkation);

        Assert.DoesNotContain(arcs, a => Nodes[a.FromNode].Nation != "nations/UKR" && Nodes[a.ToNode].Nation == "nations/UKR");
    }

    [Fact]
    public void Units_NoneIsPartOfAnother_AndCommitmentsAreKept()
    {
        var units = ParisSeed.ForceElements().ToList();

        Assert.Equal(units.Count, units.Select(u => (u.Name[..11], u.DisplayName)).Distinct().Count());
        var commitments = new Commitments(ParisSeed.StandingCommitments(), units, new DateOnly(2025, 5, 20), new DateOnly(2025, 5, 20));
        Assert.Equal(["deu-03", "deu-04", "deu-08", "fra-02", "gbr-04", "nld-01"], units.Where(u => commitments.On(u) is not null).Select(u => u.Name.Split('/')[3]).Order(StringComparer.Ordinal));
    }
}
