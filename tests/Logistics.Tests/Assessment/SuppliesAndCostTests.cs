using Google.Type;
using Summit.Logistics.Seed;
using Summit.Logistics.Sustainment;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>Supplies and cost of the Paris question, computed again from the rules and the other sections.</summary>
public sealed class SuppliesAndCostTests(Services services) : IClassFixture<Services>
{
    private static readonly AssessDeploymentRequest Paris = new();

    [Fact]
    public async Task AssessDeployment_ParisQuestion_SuppliesAreThoseOfProjectStocks()
    {
        var answer = await AskAsync(Paris);
        var one = answer.Cases[0];

        var vehicles = one.Strength.UnitsTaken.Sum(t => ParisSeed.ForceElements().Single(e => e.Name == t.ForceElement) is var e ? ((e.VehicleCount * t.Persons) + e.Persons - 1) / e.Persons : 0);
        var expected = ProjectStocks.Answer(
            new ProjectStocksRequest
            {
                Persons = new() { Mid = one.Strength.ForcePersons },
                Vehicles = { new VehicleGroup { VehicleKind = VehicleKind.MixedFleet, VehicleCount = new() { Mid = vehicles } } },
                EquipmentTonnes = new() { Mid = one.Movement.CargoTonnes },
                OpeningDays = new() { Low = 3, Mid = 10, High = 15 },
                ResupplyTonnesPerDay = one.Sustainment.LiftTonnesPerDay,
                LiftTonnesPerDay = one.Sustainment.LiftTonnesPerDay,
                HorizonDays = one.Sustainment.HorizonDays,
            },
            [.. ParisSeed.SustainmentFactors()]);
        Assert.Equal(one.Movement.AsIfGiven.DestinationClosure.DateAtMidCapacity, one.Sustainment.FirstDay);
        Assert.Equal(expected.NeedTonnesPerDay, one.Sustainment.NeedTonnesPerDay);
        Assert.Equal(expected.Resupply.PercentOfLift, one.Sustainment.PercentOfLift);
        Assert.Equal(expected.Lines.Select(l => (l.SupplyClass, l.FirstShortDay)), one.Sustainment.Lines.Select(l => (l.SupplyClass, l.FirstShortDay)));
        Assert.Equal(!expected.FirstShortDay.HasMid, one.Sustainment.Holds);
        Assert.Contains(answer.FactsUsed, f => f.Name == "sustainmentFactors/rations");
        Assert.Contains(answer.Assumptions, a => a.Id == "supplies-brought");
    }

    [Fact]
    public async Task AssessDeployment_ParisQuestion_CostFollowsMovementAndRotation()
    {
        var answer = await AskAsync(Paris);
        var (one, cost) = (answer.Cases[0], answer.Cost);

        var months = one.Rotation.Lines.Sum(l => l is { HasFirstBreakMonth: true, FirstBreakMonth: < 24 and var at }
            ? (l.RequiredPersons * at) + (Math.Min(l.RequiredPersons, (long)l.SustainablePersons.Mid) * (24 - at))
            : l.RequiredPersons * 24);
        Assert.Equal((months, one.Movement.CargoTonneKm), (cost.SoldierMonths, cost.CargoTonneKm));
        Assert.InRange(cost.CargoTonneKm / one.Movement.CargoTonnes, 1_000, 4_000); // from France and Britain to Kyiv
        var deployment = cost.Parts.Single(p => p.Kind == Summit.Budgets.V1.CostComponent.Types.Kind.Deployment);
        var exact = (cost.CargoTonneKm * 0.09m) + (one.Strength.ForcePersons * 750m);
        Assert.InRange(deployment.Amount.Mid.Units, exact * 0.995m, exact * 1.005m); // three digits
        Assert.Contains($"{cost.CargoTonneKm} tonne-km", deployment.Derivation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssessDeployment_ParisQuestion_SharesSumToTheCostToTheCent()
    {
        var cost = (await AskAsync(Paris)).Cost;

        Assert.Equal(["gdp", "population", "defence-spending", "equal"], cost.Shares.Select(s => s.Key));
        foreach (var key in cost.Shares)
        {
            Assert.Equal(Cents(cost.Full.Mid), key.Shares.Sum(s => Cents(s.Amount)));
            Assert.Equal(["nations/FRA", "nations/GBR", "nations/NLD", "nations/SWE"], key.Shares.Select(s => s.Nation));
        }

        static decimal Cents(Money money) => (money.Units * 100m) + (money.Nanos / 10_000_000m);
    }

    private async Task<AssessDeploymentResponse> AskAsync(AssessDeploymentRequest request) => await services.Assessments.AssessDeploymentAsync(request, Services.Patient);
}
