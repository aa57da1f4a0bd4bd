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
    [InlineData("gauge-pl-prze-ua-most", 35, 1, 382, 2_040, 7_344)] // 1/2/3 tracks x 12/16/24 h / 8 h x 0.85 x t a train
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

    [Fact]
    public void Network_EveryNationWithUnits_HasAWayToKyiv()
    {
        var network = new MovementNetwork(Nodes, [.. ParisSeed.TransportArcs()], "transportNodes/sa-kyiv");
        var loads = ParisSeed.ForceElements().Select(e => PoolUnit.NationOf(e.Name)).Distinct().Select(n => new NationLoad(n, default, 1)).ToList();

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
