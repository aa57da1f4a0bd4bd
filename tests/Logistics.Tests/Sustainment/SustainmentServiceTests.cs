using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;
using Measure = Summit.Logistics.V1.SustainmentFactor.Types.Measure;

namespace Summit.Logistics.Tests.Sustainment;

/// <summary>Stocks and their factors over a real host. A host set of its own: it writes.</summary>
public sealed class SustainmentServiceTests(Services services) : IClassFixture<Services>
{
    private SustainmentService.SustainmentServiceClient Client => new(services.InvokerOf("summit.logistics.v1"));

    private SustainmentFactorService.SustainmentFactorServiceClient Factors => new(services.InvokerOf("summit.logistics.v1"));

    [Fact]
    public async Task ProjectStocks_EverythingWrong_NamesEveryField()
    {
        var request = new ProjectStocksRequest
        {
            Persons = Stocks.Only(-5),
            Vehicles = { new VehicleGroup { VehicleKind = VehicleKind.Tank, VehicleCount = Stocks.Only(1.5) }, new VehicleGroup { VehicleKind = VehicleKind.Tank, VehicleCount = Stocks.Only(1) } },
            FloorDays = Stocks.Between(20, 10, 30),
            HorizonDays = 731,
            OpeningStocks = { Stocks.Stock(SupplyClass.Water, -1) },
            Arrivals = { new StockArrival { Day = -1, SupplyClass = SupplyClass.Water, Tonnes = Stocks.Only(1) } },
            InlineFactors =
            {
                Stocks.Factor(SupplyClass.Water, Measure.KgPerLitre, Stocks.Only(1)),
                Stocks.Factor(SupplyClass.Fuel, Measure.LitresPerVehicle100Km, Stocks.Only(50)),
                Stocks.Factor(SupplyClass.Ammunition, Measure.KgPerPersonDay, Stocks.Only(5)),
            },
        };

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await Client.ProjectStocksAsync(request, Services.Patient)));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(
            [
                "arrivals[0].day", "floor_days", "horizon_days", "inline_factors[0].supply_class", "inline_factors[1].vehicle_kind", "inline_factors[2].measure",
                "opening_stocks[0].tonnes", "persons", "vehicles[0].vehicle_count", "vehicles[1].vehicle_kind",
            ],
            error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ProjectStocks_LargestQuestion_IsAnswered()
    {
        var request = new ProjectStocksRequest
        {
            Persons = Stocks.Only(10_000_000),
            Vehicles = { Enum.GetValues<VehicleKind>().Where(k => k != VehicleKind.Unspecified).Select(k => new VehicleGroup { VehicleKind = k, VehicleCount = Stocks.Only(1_000_000), KmPerDay = Stocks.Only(2_000) }) },
            EquipmentTonnes = Stocks.Only(1e8),
            FloorDays = Stocks.Only(365),
            HorizonDays = 730,
            ResupplyTonnesPerDay = Stocks.Only(1e8),
            OpeningStocks = { Stocks.Stock(SupplyClass.Fuel, 1e8) },
        };

        var answer = await Client.ProjectStocksAsync(request, Services.Patient);

        Assert.Equal(730, answer.Days.Count);
        Assert.False(answer.FirstShortDay.HasEarliest);
    }

    [Fact]
    public async Task ProjectStocks_AsOfBeforeAPublication_UsesItAndMarksIt()
    {
        var answer = await Client.ProjectStocksAsync(new ProjectStocksRequest { Persons = Stocks.Only(100), AsOf = new() { Year = 2019, Month = 1, Day = 1 } }, Services.Patient);

        Assert.True(answer.FactsUsed.Single(f => f.Name == "sustainmentFactors/rations").PublishedLater);
        Assert.False(answer.FactsUsed.Single(f => f.Name == "sustainmentFactors/medical").PublishedLater); // an assumption, without a day
    }

    [Fact]
    public async Task CreateSustainmentFactor_BySecretariat_IsUsedWhenItIsNewer()
    {
        var factor = Stocks.Factor(SupplyClass.Medical, Measure.KgPerPersonDay, Stocks.Between(1, 2, 3));
        factor.Source = new Source { Title = "Field test", Publisher = "Test", PublishDate = new() { Year = 2025, Month = 1, Day = 1 }, Confidence = Confidence.Checked };
        var create = new CreateSustainmentFactorRequest { SustainmentFactorId = "medical-2025", SustainmentFactor = factor };
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Factors.CreateSustainmentFactorAsync(create, Services.Patient));

        await Factors.CreateSustainmentFactorAsync(create, services.Secretariat());

        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        var line = (await Client.ProjectStocksAsync(new ProjectStocksRequest { Persons = Stocks.Only(1_000) }, Services.Patient)).Lines.Single(l => l.SupplyClass == SupplyClass.Medical);
        Assert.Equal(Stocks.Between(1, 2, 3), line.NeedTonnesPerDay);
    }

    [Fact]
    public async Task CreateSustainmentFactor_EverythingWrong_NamesEveryFieldAndStoresNothing()
    {
        var factor = Stocks.Factor(SupplyClass.Rations, Measure.LitresPerPersonDay, Stocks.Between(3, 2, 5_000), VehicleKind.Tank);
        var create = new CreateSustainmentFactorRequest { SustainmentFactorId = "wrong", SustainmentFactor = factor };

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await Factors.CreateSustainmentFactorAsync(create, services.Secretariat())));

        Assert.Equal(
            ["sustainment_factor.source.title", "sustainment_factor.supply_class", "sustainment_factor.value", "sustainment_factor.vehicle_kind"],
            error.Violations.Select(v => v.Field).Distinct().Order(StringComparer.Ordinal));
        var get = await Assert.ThrowsAsync<RpcException>(async () => await Factors.GetSustainmentFactorAsync(new GetSustainmentFactorRequest { Name = "sustainmentFactors/wrong" }, Services.Patient));
        Assert.Equal(StatusCode.NotFound, get.StatusCode);
    }
}
