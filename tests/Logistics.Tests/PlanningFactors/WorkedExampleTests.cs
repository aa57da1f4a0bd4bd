using Summit.Logistics.PlanningFactors;
using Summit.Logistics.V1;
using Date = Google.Type.Date;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Tests.PlanningFactors;

/// <summary>The worked examples of the handbook.</summary>
public sealed class WorkedExampleTests
{
    [Fact]
    public void ComputeRoadColumn_HandbookExample_Is14KmAnd23Minutes()
    {
        var answer = ComputeRoadColumn.Handle(new ComputeRoadColumnRequest { VehicleCount = Only(60), DensityVehiclesPerKm = Only(12), GapMinutes = Only(15), SpeedKmh = Only(36), DistanceKm = Only(72), HaltHours = Only(1) });

        Assert.Equal(14, answer.LengthKm.Mid);
        Assert.Equal(23.333, answer.PassTimeHours.Mid * 60, 3);
        Assert.Equal(2 + (14 / 36d) + 1, answer.ClearTimeHours.Mid, 12);
        Assert.Null(answer.TonnesPerDay);
        Assert.Equal(14, answer.Formula.Terms.Single(t => t.Name == "length").Value.Mid);
    }

    [Fact]
    public void ComputeAirlift_HandbookExample_TheAirfieldBinds()
    {
        var fleet = ComputeAirlift.Handle(new ComputeAirliftRequest
        {
            AircraftCount = Only(6),
            PayloadTonnes = Only(20),
            RoundTripKm = Only(2_400),
            BlockSpeedKmh = Only(600),
            GroundHours = Only(5),
            UtilisationHoursPerDay = Only(8),
        });
        var airfield = ComputeAirfield.Handle(new ComputeAirfieldRequest { ParkingPlaces = Only(1), HoursOpenPerDay = Only(16), GroundHours = Only(2), PayloadTonnes = Only(20) });
        var both = ComputeThroughput.Handle(new ComputeThroughputRequest
        {
            Limits = { new ThroughputLimit { Name = "fleet", TonnesPerDay = fleet.TonnesPerDay }, new ThroughputLimit { Name = "airfield", TonnesPerDay = airfield.TonnesPerDay } },
        });

        Assert.Equal((9, 12, 240, "utilisation"), (fleet.CycleHours.Mid, fleet.SortiesPerDay.Mid, fleet.TonnesPerDay.Mid, fleet.Binding));
        Assert.Equal(136, airfield.TonnesPerDay.Mid);
        Assert.Equal((136, "airfield", "airfield", "airfield"), (both.TonnesPerDay.Mid, both.Binding, both.BindingAtLow, both.BindingAtHigh));
    }

    [Fact]
    public void ComputeAirlift_ShortCycleAllowance_TheCycleBinds()
    {
        var answer = ComputeAirlift.Handle(new ComputeAirliftRequest { AircraftCount = Only(6), PayloadTonnes = Only(20), RoundTripKm = Only(2_400), BlockSpeedKmh = Only(600), GroundHours = Only(8), UtilisationHoursPerDay = Only(12) });

        Assert.Equal((12, "cycle"), (answer.SortiesPerDay.Mid, answer.Binding)); // 6 x 24 / 12
    }

    [Fact]
    public void ComputeThroughput_LimitsThatCross_NamesTheOneOfEachEnd()
    {
        var answer = ComputeThroughput.Handle(new ComputeThroughputRequest
        {
            Limits =
            {
                new ThroughputLimit { Name = "rail", TonnesPerDay = new Range { Low = 100, Mid = 500, High = 900 } },
                new ThroughputLimit { Name = "gauge", TonnesPerDay = new Range { Low = 200, Mid = 400, High = 600 } },
            },
        });

        Assert.Equal(new Range { Low = 100, Mid = 400, High = 600 }, answer.TonnesPerDay);
        Assert.Equal(("gauge", "rail", "gauge"), (answer.Binding, answer.BindingAtLow, answer.BindingAtHigh));
    }

    [Fact]
    public void ComputeSeaDischarge_TwoBerths_DaysAreLoadByRate()
    {
        var answer = ComputeSeaDischarge.Handle(new ComputeSeaDischargeRequest { Berths = Only(2), TonnesPerHour = Only(150), HoursPerDay = Only(20), LoadTonnes = Only(12_000) });

        Assert.Equal((4_800, 2.5, 3), (answer.TonnesPerDay.Mid, answer.DischargeDays.Mid, answer.WholeDischargeDays.Mid));
    }

    [Fact]
    public void ComputeSealift_ThereAndBack_CountsHandlingTwice()
    {
        var answer = ComputeSealift.Handle(new ComputeSealiftRequest { ShipCount = Only(2), PayloadTonnes = Only(3_000), DistanceKm = Only(1_440), SpeedKmh = Only(30), HandlingHours = Only(24) });

        Assert.Equal((6, 1_000), (answer.CycleDays.Mid, answer.TonnesPerDay.Mid)); // 2 x (48 + 24) h
    }

    [Fact]
    public void ComputeTransit_NightsWithoutTravel_AreCounted()
    {
        var answer = ComputeTransit.Handle(new ComputeTransitRequest { DistanceKm = Only(480), SpeedKmh = Only(40), TravelHoursPerDay = Only(12), HandlingHours = Only(12) });

        Assert.Equal((36, 2), (answer.TransitHours.Mid, answer.TransitDays.Mid)); // 12 h of travel take a day, and 12 h of handling
    }

    [Fact]
    public void ComputeRailMovement_GaugeChangeSlowerThanTrains_ClearsLater()
    {
        var request = new ComputeRailMovementRequest { WagonCount = Only(250), WagonsPerTrain = Only(30), TrainsPerDay = Only(2), TransitDays = Only(3) };
        Assert.Null(ComputeRailMovement.Handle(request).GaugeClearedDay);
        request.GaugeChangeWagonsPerDay = Only(40);

        var answer = ComputeRailMovement.Handle(request);

        Assert.Equal((9, 4, 7), (answer.TrainCount.Mid, answer.LastDepartureDay.Mid, answer.LastArrivalDay.Mid)); // 9 trains on days 0 to 4
        Assert.Equal(9, answer.GaugeClearedDay.Mid); // 250 / 40 = 7 days from day 3 on
    }

    [Fact]
    public void ComputeRailMovement_GaugeChangeFasterThanTrains_ClearsWithTheLastTrain() => Assert.Equal(7, ComputeRailMovement.Handle(new ComputeRailMovementRequest
    {
        WagonCount = Only(250),
        WagonsPerTrain = Only(30),
        TrainsPerDay = Only(2),
        TransitDays = Only(3),
        GaugeChangeWagonsPerDay = Only(60),
    }).GaugeClearedDay.Mid);

    [Fact]
    public void ComputeGaugeChange_OneTrack_TellsTrainsWagonsAndTonnes()
    {
        var answer = ComputeGaugeChange.Handle(new ComputeGaugeChangeRequest { Tracks = Only(1), HoursPerDay = Only(16), HoursPerTrain = Only(8), WagonsPerTrain = Only(30), TonnesPerTrain = Only(600) });

        Assert.Equal((1.7, 51, 1_020), (answer.TrainsPerDay.Mid, answer.WagonsPerDay.Mid, answer.TonnesPerDay.Mid));
    }

    [Fact]
    public void ComputeQueueClearance_ArrivalsBeforeTheOpening_WaitAndClear()
    {
        var answer = ComputeQueueClearance.Handle(new ComputeQueueClearanceRequest
        {
            Arrivals = { new QueueArrival { Day = 0, Amount = Only(100) }, new QueueArrival { Day = 1, Amount = Only(100) }, new QueueArrival { Day = 3, Amount = Only(50) }, new QueueArrival { Day = 20, Amount = Only(10) } },
            CapacityPerDay = Only(60),
            OpeningDay = 2,
        });

        // Added up: 200 by day 2, 250 by day 3; capacity 60, 120, 180, 240, 300 from day 2 on: reached on day 6.
        Assert.Equal((6, 20, 200), (answer.FirstClearDay.Mid, answer.AllPassedDay.Mid, answer.LongestQueue.Mid));
    }

    [Theory]
    [InlineData(LeadTimeCalendar.WorkingDays, "2025-02-20", "2025-03-03", "2025-04-22")] // Easter Monday is a holiday
    [InlineData(LeadTimeCalendar.AllDays, "2025-02-20", "2025-02-27", "2025-04-03")]
    public void ComputePermitDate_LeadTimesOfTheCourtOfAuditors_CountTheirDays(LeadTimeCalendar calendar, string low, string mid, string high)
    {
        var request = new ComputePermitDateRequest { RequestDate = Day("2025-02-17"), LeadTimeDays = new Range { Low = 3, Mid = 10, High = 45 }, Calendar = calendar };
        if (calendar == LeadTimeCalendar.WorkingDays)
        {
            request.Holidays.Add(Day("2025-04-21"));
        }

        var answer = ComputePermitDate.Handle(request);

        Assert.Equal((Day(low), Day(mid), Day(high)), (answer.EarliestDateLow, answer.EarliestDateMid, answer.EarliestDateHigh));
    }

    private static Range Only(double value) => new() { Mid = value };

    private static Date Day(string text) => Date.Parser.ParseJson($$"""{"year": {{text[..4]}}, "month": {{int.Parse(text[5..7])}}, "day": {{int.Parse(text[8..])}}}""");
}
