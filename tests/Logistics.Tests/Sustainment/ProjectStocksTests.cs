using Summit.Logistics.Seed;
using Summit.Logistics.Sustainment;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.SupplyReason.Types.Kind;
using Measure = Summit.Logistics.V1.SustainmentFactor.Types.Measure;

namespace Summit.Logistics.Tests.Sustainment;

/// <summary>Worked examples of stocks.</summary>
public sealed class ProjectStocksTests
{
    [Fact]
    public void ProjectStocks_HandbookExample_Needs160TonnesAndAFloorOf1600()
    {
        var answer = Stocks.Handbook(openingTonnes: 1_600).Project();

        Assert.Equal((160, 1_600), (answer.NeedTonnesPerDay.Mid, answer.FloorTonnes.Mid));
        Assert.Equal(10, answer.FirstShortDay.Mid); // days 0 to 9 are covered
        Assert.Equal(0, answer.FirstBelowFloorDay.Mid);
        Assert.Equal(90, answer.Days.Count);
        Assert.Equal((1_440, 9), (answer.Days[0].Levels[0].MidTonnes, answer.Days[0].Levels[0].DaysOfSupply));
        Assert.Equal([Kind.LiftBelowNeed, Kind.BelowFloor, Kind.StockEmpty], answer.Reasons.Select(r => r.Kind));
        Assert.Equal([160, 160, 160], answer.Reasons.Select(r => r.MissingTonnes));
    }

    [Fact]
    public void ProjectStocks_LiftOfTheNeed_IsNeverShort()
    {
        var request = Stocks.Handbook(openingTonnes: 0);
        request.ResupplyTonnesPerDay = Stocks.Only(200);
        request.LiftTonnesPerDay = Stocks.Only(800);

        var answer = request.Project();

        Assert.False(answer.FirstShortDay.HasMid);
        Assert.Equal([40, 80, 120], answer.Days.Take(3).Select(d => d.Levels[0].MidTonnes)); // 40 t a day fill the floor
        Assert.Equal(1_600, answer.Days[^1].Levels[0].MidTonnes);
        Assert.Equal((20, 640, 1_600), (answer.Resupply.PercentOfLift.Mid, answer.Resupply.LeftForDeploymentTonnesPerDay.Mid, answer.Resupply.BuildUpTonnes.Mid));
        Assert.Equal([Kind.BelowFloor], answer.Reasons.Select(r => r.Kind));
    }

    [Fact]
    public void ProjectStocks_ConvoyArrives_PutsOffTheFirstShortDay()
    {
        var request = Stocks.Handbook(openingTonnes: 400);
        request.Arrivals.Add(new StockArrival { Day = 2, SupplyClass = SupplyClass.General, Tonnes = Stocks.Only(320) });
        Assert.Equal(4, request.Project().FirstShortDay.Mid); // 720 t are 4.5 days

        request.Arrivals[0].Day = 3;
        Assert.Equal(2, request.Project().FirstShortDay.Mid); // too late: 400 t are 2.5 days
    }

    [Fact]
    public void ProjectStocks_TwoClassesAndTooLittleLift_TheClassWithTheLeastDaysIsShortFirst()
    {
        var request = Stocks.Handbook(openingTonnes: 800);
        request.InlineFactors.Add(Stocks.PerPerson(SupplyClass.Rations, 4));
        request.OpeningStocks.Add(Stocks.Stock(SupplyClass.Rations, 64));
        request.ResupplyTonnesPerDay = Stocks.Only(96); // half of 192: each class gets half of its need

        var answer = request.Project();

        Assert.Equal([SupplyClass.Rations, SupplyClass.General], answer.Lines.Select(l => l.SupplyClass));
        Assert.Equal([4, 10], answer.Lines.Select(l => l.FirstShortDay.Mid)); // 64 / 16 and 800 / 80
        Assert.Equal(4, answer.FirstShortDay.Mid);
        Assert.Equal(96, answer.Resupply.MissingTonnesPerDay.Mid);
    }

    [Fact]
    public void ProjectStocks_Fuel_IsVehiclesTimesKmTimesConsumption()
    {
        var answer = new ProjectStocksRequest
        {
            Persons = Stocks.Only(1_000),
            Vehicles = { new VehicleGroup { VehicleKind = VehicleKind.Truck, VehicleCount = Stocks.Only(200), KmPerDay = Stocks.Only(50) }, new VehicleGroup { VehicleKind = VehicleKind.Light, VehicleCount = Stocks.Only(100) } },
            InlineFactors =
            {
                Stocks.Factor(SupplyClass.Fuel, Measure.LitresPerVehicle100Km, Stocks.Only(40), VehicleKind.Truck),
                Stocks.Factor(SupplyClass.Fuel, Measure.LitresPerVehicle100Km, Stocks.Only(20), VehicleKind.Light),
                Stocks.Factor(SupplyClass.Fuel, Measure.KmPerVehicleDay, Stocks.Only(25)),
                Stocks.Factor(SupplyClass.Fuel, Measure.LitresPerPersonDay, Stocks.Only(3)),
                Stocks.Factor(SupplyClass.Fuel, Measure.KgPerLitre, Stocks.Only(0.8)),
                Stocks.Factor(SupplyClass.Fuel, Measure.PercentCarried, Stocks.Only(50)),
            },
            OnlyInlineFactors = true,
        }.Project();

        // (200 x 50 x 0.4 + 100 x 25 x 0.2 + 1,000 x 3) = 7,500 litres x 0.8 kg = 6 t; half of it is carried.
        Assert.Equal(3, answer.NeedTonnesPerDay.Mid);
        Assert.Equal(6_000, answer.Lines[0].Formula.Terms.Single(t => t.Name == "need").Value.Mid);
    }

    [Fact]
    public void ProjectStocks_Ammunition_IsHeldAndNotUsed()
    {
        var request = new ProjectStocksRequest
        {
            Persons = Stocks.Only(4_500),
            InlineFactors =
            {
                Stocks.Factor(SupplyClass.Ammunition, Measure.HoldingKgPerPersonDayOfSupply, Stocks.Only(60)),
                Stocks.Factor(SupplyClass.Ammunition, Measure.HoldingDays, Stocks.Only(3)),
            },
            OnlyInlineFactors = true,
            OpeningStocks = { Stocks.Stock(SupplyClass.Ammunition, 810) },
        };

        var answer = request.Project();

        Assert.Equal((0, 810), (answer.NeedTonnesPerDay.Mid, answer.FloorTonnes.Mid));
        Assert.False(answer.FirstBelowFloorDay.HasMid);
        Assert.False(answer.Days[0].Levels[0].HasDaysOfSupply);
        Assert.Equal(810, answer.Days[^1].Levels[0].MidTonnes);
    }

    [Fact]
    public void ProjectStocks_Spares_AreAShareOfTheEquipment()
    {
        var answer = new ProjectStocksRequest
        {
            Persons = Stocks.Only(0),
            EquipmentTonnes = Stocks.Only(60_000),
            InlineFactors = { Stocks.Factor(SupplyClass.Spares, Measure.PercentOfEquipmentPerMonth, Stocks.Only(0.6)) },
            OnlyInlineFactors = true,
        }.Project();

        Assert.Equal(12, answer.NeedTonnesPerDay.Mid); // 360 t a month
    }

    [Fact]
    public void ProjectStocks_Ranges_GiveTheThreeEnds()
    {
        var request = Stocks.Handbook(openingTonnes: 0);
        request.InlineFactors[0].Value = Stocks.Between(10, 20, 40);
        request.OpeningStocks[0].Tonnes = Stocks.Between(800, 1_600, 2_400);

        var answer = request.Project();

        Assert.Equal((2, 10, 30), (answer.FirstShortDay.Earliest, answer.FirstShortDay.Mid, answer.FirstShortDay.Latest)); // 800/320, 1,600/160, 2,400/80
    }

    [Fact]
    public void ProjectStocks_OpeningDays_AreDaysOfTheNeedAtEachEnd()
    {
        var request = Stocks.Handbook(openingTonnes: 0);
        request.OpeningStocks.Clear();
        request.OpeningDays = Stocks.Between(3, 10, 15);
        request.InlineFactors[0].Value = Stocks.Between(10, 20, 40);
        request.InlineFactors.Add(Stocks.Factor(SupplyClass.Ammunition, Measure.HoldingKgPerPersonDayOfSupply, Stocks.Between(40, 60, 100)));
        request.InlineFactors.Add(Stocks.Factor(SupplyClass.Ammunition, Measure.HoldingDays, Stocks.Only(3)));

        var answer = request.Project();

        Assert.Equal((3, 10, 15), (answer.FirstShortDay.Earliest, answer.FirstShortDay.Mid, answer.FirstShortDay.Latest));
        Assert.False(answer.Lines[1].FirstBelowFloorDay.HasEarliest); // the units bring the holding of ammunition
    }

    [Fact]
    public void ProjectStocks_FactorNotHeld_IsNamedAndNotZero()
    {
        var answer = new ProjectStocksRequest
        {
            Persons = Stocks.Only(100),
            Vehicles = { new VehicleGroup { VehicleKind = VehicleKind.Tank, VehicleCount = Stocks.Only(10), KmPerDay = Stocks.Only(10) } },
            InlineFactors = { Stocks.Factor(SupplyClass.Fuel, Measure.LitresPerPersonDay, Stocks.Only(3)) },
        }.Project();

        var missing = answer.Reasons.Where(r => r.Kind == Kind.FactorMissing).ToList();
        Assert.Equal(2, missing.Count(r => r.SupplyClass == SupplyClass.Fuel)); // the tank's consumption and the weight of a litre
        Assert.Equal(9, missing.Count(r => r.SupplyClass != SupplyClass.Fuel)); // nothing is stored here
    }

    [Fact]
    public void ProjectStocks_SeedFactors_NeedWhatPlannersNeed()
    {
        var request = new ProjectStocksRequest
        {
            Persons = Stocks.Only(4_500),
            Vehicles = { new VehicleGroup { VehicleKind = VehicleKind.MixedFleet, VehicleCount = Stocks.Only(1_900) } },
            EquipmentTonnes = Stocks.Only(27_000),
        };

        var answer = ProjectStocks.Answer(request, [.. ParisSeed.SustainmentFactors()]);

        // Between the garrison (15 kg) and the handbook's round 20 kg a person, water local, fuel partly local.
        Assert.InRange(answer.NeedTonnesPerDay.Mid * 1_000 / 4_500, 10, 20);
        Assert.Equal(10, answer.Lines.Count);
        Assert.All(answer.FactsUsed, f => Assert.NotEmpty(f.Source.Title));
        Assert.DoesNotContain(answer.Reasons, r => r.Kind == Kind.FactorMissing);
        Assert.Equal(904.5, answer.Lines.Single(l => l.SupplyClass == SupplyClass.Ammunition).FloorTonnes.Mid); // 4,500 x 67 x 3
    }
}
