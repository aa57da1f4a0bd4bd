using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.PlanningFactors;

/// <summary>A movement by rail, with a change of gauge at its end where there is one.</summary>
internal sealed class ComputeRailMovement : IRequestCheck<ComputeRailMovementRequest>
{
    /// <summary>Longest period over which trains may depart, days.</summary>
    private const int MostDays = 3_650;

    private readonly record struct Inputs(Interval Wagons, Interval WagonsPerTrain, Interval TrainsPerDay, Interval Transit, Interval? Gauge, Interval Tonnes);

    public ValueTask CheckAsync(ComputeRailMovementRequest request, ServerCallContext context, Violations found)
    {
        var inputs = Read(request, found);
        var days = RailMovement.DepartureDays(RailMovement.TrainsFor(inputs.Wagons.High, inputs.WagonsPerTrain.Low), inputs.TrainsPerDay.Low);
        found.Require(days <= MostDays, "trains_per_day", $"the trains depart over {days} days at the low rate; at most {MostDays} are allowed, so send fewer wagons or more trains per day");
        var gaugeDays = inputs.Gauge is { } gauge ? (inputs.Wagons.High / gauge.Low).Ceiling() : 0;
        found.Require(gaugeDays <= MostDays, "gauge_change_wagons_per_day", $"the wagons change gauge over {gaugeDays} days at the low rate; at most {MostDays} are allowed, so send fewer wagons or a higher rate");
        return ValueTask.CompletedTask;
    }

    public static ComputeRailMovementResponse Handle(ComputeRailMovementRequest request)
    {
        var inputs = Read(request, new Violations());
        RailMovement Of(Rational wagons, Rational perTrain, Rational perDay, Rational transit, Rational? gauge) =>
            RailMovement.Of(wagons, perTrain, perDay, request.FirstDepartureDay, transit, gauge);
        var early = Of(inputs.Wagons.Low, inputs.WagonsPerTrain.High, inputs.TrainsPerDay.High, inputs.Transit.Low, inputs.Gauge?.High);
        var mid = Of(inputs.Wagons.Mid, inputs.WagonsPerTrain.Mid, inputs.TrainsPerDay.Mid, inputs.Transit.Mid, inputs.Gauge?.Mid);
        var late = Of(inputs.Wagons.High, inputs.WagonsPerTrain.Low, inputs.TrainsPerDay.Low, inputs.Transit.High, inputs.Gauge?.Low);
        Range Each(Func<RailMovement, double> value) => new() { Low = value(early), Mid = value(mid), High = value(late) };
        var carries = inputs.Tonnes.High.Sign > 0;
        return new ComputeRailMovementResponse
        {
            TrainCount = Each(m => m.Trains),
            LastDepartureDay = Each(m => m.LastDepartureDay),
            LastArrivalDay = Each(m => m.LastArrivalDay),
            GaugeClearedDay = inputs.Gauge is null ? null : Each(m => m.GaugeClearedDay!.Value),
            TonnesPerDay = carries ? RailMovement.TonnesPerDay(inputs.TrainsPerDay, inputs.Tonnes).ToRange() : null,
            Formula = Formulas.Of(
                "trains = wagons / wagons per train, rounded up; last departure = first day + trains / trains per day, rounded up, - 1; last arrival = last departure + transit"
                    + (inputs.Gauge is null ? "" : "; gauge cleared = the day on which the wagons that changed gauge reach the wagons that arrived")
                    + (carries ? "; tonnes per day = trains per day x tonnes per train" : ""),
                [
                    ("wagons", inputs.Wagons, "wagons"), ("wagons per train", inputs.WagonsPerTrain, "wagons"), ("trains per day", inputs.TrainsPerDay, "trains per day"),
                    ("first day", request.FirstDepartureDay, "day"), ("transit", inputs.Transit, "days"),
                    .. inputs.Gauge is { } rate ? [("gauge change", rate, "wagons per day")] : Array.Empty<(string, Interval, string)>(),
                    .. carries ? [("tonnes per train", inputs.Tonnes, "tonnes")] : Array.Empty<(string, Interval, string)>(),
                ]),
        };
    }

    private static Inputs Read(ComputeRailMovementRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        return new(
            ranges.Required(request.WagonCount, "wagon_count", 1, 1_000_000, whole: true),
            ranges.Required(request.WagonsPerTrain, "wagons_per_train", 1, 1_000, whole: true),
            ranges.Required(request.TrainsPerDay, "trains_per_day", 0.01, 1_000),
            ranges.Required(request.TransitDays, "transit_days", 0, 365, whole: true),
            ranges.Read(request.GaugeChangeWagonsPerDay, "gauge_change_wagons_per_day", 0.1, 100_000),
            ranges.Optional(request.TonnesPerTrain, "tonnes_per_train", 0, 10_000, Interval.Zero));
    }
}
