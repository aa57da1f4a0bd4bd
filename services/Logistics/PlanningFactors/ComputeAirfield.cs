using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors;

/// <summary>What an airfield can handle in a day.</summary>
internal sealed class ComputeAirfield : IRequestCheck<ComputeAirfieldRequest>
{
    private static readonly Interval DefaultQueueEfficiency = new Rational(85, 100);

    private readonly record struct Inputs(Interval Places, Interval Hours, Interval GroundHours, Interval Payload, Interval Efficiency);

    public ValueTask CheckAsync(ComputeAirfieldRequest request, ServerCallContext context, Violations found)
    {
        Read(request, found);
        return ValueTask.CompletedTask;
    }

    public static ComputeAirfieldResponse Handle(ComputeAirfieldRequest request)
    {
        var inputs = Read(request, new Violations());
        var aircraft = ServicePlaces.PerDay(inputs.Places, inputs.Hours, inputs.GroundHours, inputs.Efficiency);
        return new ComputeAirfieldResponse
        {
            AircraftPerDay = aircraft.ToRange(),
            TonnesPerDay = (aircraft * inputs.Payload).ToRange(),
            Formula = Formulas.Of(
                "aircraft per day = parking places x hours open / ground hours x queue efficiency; tonnes per day = aircraft per day x payload",
                ("parking places", inputs.Places, "aircraft"), ("hours open", inputs.Hours, "hours per day"), ("ground hours", inputs.GroundHours, "hours"),
                ("queue efficiency", inputs.Efficiency, ""), ("payload", inputs.Payload, "tonnes")),
        };
    }

    private static Inputs Read(ComputeAirfieldRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        return new(
            ranges.Required(request.ParkingPlaces, "parking_places", 0, 1_000, whole: true),
            ranges.Required(request.HoursOpenPerDay, "hours_open_per_day", 0, 24),
            ranges.Required(request.GroundHours, "ground_hours", 0.01, 1_000),
            ranges.Required(request.PayloadTonnes, "payload_tonnes", 0, 1_000),
            ranges.Optional(request.QueueEfficiency, "queue_efficiency", 0.01, 1, DefaultQueueEfficiency));
    }
}
