using Grpc.Core;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Tests.PlanningFactors;

/// <summary>The planning factors over a real host: everything wrong with a request is said at once.</summary>
public sealed class PlanningFactorServiceTests(Services services) : IClassFixture<Services>
{
    private PlanningFactorService.PlanningFactorServiceClient Factors => new(services.InvokerOf("summit.logistics.v1"));

    [Fact]
    public async Task ComputeRoadColumn_EverythingWrong_NamesEveryField()
    {
        var request = new ComputeRoadColumnRequest
        {
            VehicleCount = new Range { Low = 9, Mid = 5, High = 20 },
            SpeedKmh = Only(0),
            GapMinutes = Only(-1),
            DistanceKm = new Range { Mid = double.NaN },
            ColumnsPerDay = Only(1e300),
        };

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await Factors.ComputeRoadColumnAsync(request, Services.Patient)));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(
            ["columns_per_day", "density_vehicles_per_km", "distance_km.mid", "gap_minutes", "speed_kmh", "vehicle_count"],
            error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
        Assert.Contains("9, 5, 20", error.Violations.Single(v => v.Field == "vehicle_count").Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryMethod_EmptyRequest_IsRefusedAndNeverFails()
    {
        var requests = new Func<Task>[]
        {
            async () => await Factors.ComputeRoadColumnAsync(new(), Services.Patient),
            async () => await Factors.ComputeTransitAsync(new(), Services.Patient),
            async () => await Factors.ComputeAirliftAsync(new(), Services.Patient),
            async () => await Factors.ComputeAirfieldAsync(new(), Services.Patient),
            async () => await Factors.ComputeSealiftAsync(new(), Services.Patient),
            async () => await Factors.ComputeSeaDischargeAsync(new(), Services.Patient),
            async () => await Factors.ComputeRailMovementAsync(new(), Services.Patient),
            async () => await Factors.ComputeGaugeChangeAsync(new(), Services.Patient),
            async () => await Factors.ComputeThroughputAsync(new(), Services.Patient),
            async () => await Factors.ComputeQueueClearanceAsync(new(), Services.Patient),
            async () => await Factors.ComputePermitDateAsync(new(), Services.Patient),
        };

        foreach (var request in requests)
        {
            Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(request)).StatusCode);
        }
    }

    [Fact]
    public async Task ComputeQueueClearance_TakesCenturies_IsRefusedWithTheLimit()
    {
        var request = new ComputeQueueClearanceRequest { Arrivals = { new QueueArrival { Amount = Only(1e8) } }, CapacityPerDay = Only(0.001) };

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await Factors.ComputeQueueClearanceAsync(request, Services.Patient)));

        Assert.Equal("capacity_per_day", Assert.Single(error.Violations).Field);
    }

    [Fact]
    public async Task ComputeRailMovement_RateTooLow_IsRefusedWithTheLimit()
    {
        var request = new ComputeRailMovementRequest { WagonCount = Only(1_000_000), WagonsPerTrain = Only(1), TrainsPerDay = Only(0.01), TransitDays = Only(1), GaugeChangeWagonsPerDay = Only(0.1) };

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await Factors.ComputeRailMovementAsync(request, Services.Patient)));

        Assert.Equal(["gauge_change_wagons_per_day", "trains_per_day"], error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ComputePermitDate_HolidaysWithAllDays_IsRefused()
    {
        var request = new ComputePermitDateRequest { RequestDate = new() { Year = 2025, Month = 2, Day = 17 }, LeadTimeDays = Only(2.5), Calendar = LeadTimeCalendar.AllDays, Holidays = { new Google.Type.Date { Year = 2025, Month = 2, Day = 18 } } };

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await Factors.ComputePermitDateAsync(request, Services.Patient)));

        Assert.Equal(["holidays", "lead_time_days"], error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    private static Range Only(double value) => new() { Mid = value };
}
