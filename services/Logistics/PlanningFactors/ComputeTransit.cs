using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors;

/// <summary>How long one trip takes.</summary>
internal sealed class ComputeTransit : IRequestCheck<ComputeTransitRequest>
{
    private readonly record struct Inputs(Interval Distance, Interval Speed, Interval TravelHours, Interval Handling);

    public ValueTask CheckAsync(ComputeTransitRequest request, ServerCallContext context, Violations found)
    {
        Read(request, found);
        return ValueTask.CompletedTask;
    }

    public static ComputeTransitResponse Handle(ComputeTransitRequest request)
    {
        var inputs = Read(request, new Violations());
        var hours = TransitTime.Hours(inputs.Distance, inputs.Speed, inputs.TravelHours, inputs.Handling);
        return new ComputeTransitResponse
        {
            TransitHours = hours.ToRange(),
            TransitDays = TransitTime.Days(hours).ToRange(),
            Formula = Formulas.Of(
                "hours = distance / speed x 24 / travel hours per day + handling; days = hours / 24, rounded up",
                ("distance", inputs.Distance, "km"), ("speed", inputs.Speed, "km/h"), ("travel hours per day", inputs.TravelHours, "hours"), ("handling", inputs.Handling, "hours"), ("hours", hours, "hours")),
        };
    }

    private static Inputs Read(ComputeTransitRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        return new(
            ranges.Required(request.DistanceKm, "distance_km", 0, 50_000),
            ranges.Required(request.SpeedKmh, "speed_kmh", 1, 3_000),
            ranges.Optional(request.TravelHoursPerDay, "travel_hours_per_day", 0.1, 24, TransitTime.HoursPerDay),
            ranges.Optional(request.HandlingHours, "handling_hours", 0, 1_000, Interval.Zero));
    }
}
