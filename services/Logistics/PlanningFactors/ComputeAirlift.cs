using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors;

/// <summary>What a fleet of aircraft carries in a day.</summary>
internal sealed class ComputeAirlift : IRequestCheck<ComputeAirliftRequest>
{
    public ValueTask CheckAsync(ComputeAirliftRequest request, ServerCallContext context, Violations found)
    {
        Read(request, found);
        return ValueTask.CompletedTask;
    }

    public static ComputeAirliftResponse Handle(ComputeAirliftRequest request)
    {
        var fleet = Read(request, new Violations());
        return new ComputeAirliftResponse
        {
            CycleHours = fleet.CycleHours.ToRange(),
            SortiesPerDay = fleet.SortiesPerDay.ToRange(),
            TonnesPerDay = fleet.TonnesPerDay.ToRange(),
            Binding = fleet.ByCycle.Mid <= fleet.ByUtilisation.Mid ? "cycle" : "utilisation",
            Formula = Formulas.Of(
                "flight = round trip / block speed; cycle = flight + ground; sorties per day = aircraft x the less of 24 / cycle and utilisation / flight; tonnes per day = sorties per day x payload",
                ("aircraft", fleet.Aircraft, "aircraft"), ("payload", fleet.PayloadTonnes, "tonnes"), ("flight", fleet.FlightHours, "hours"), ("ground", fleet.GroundHours, "hours"),
                ("utilisation", fleet.UtilisationHoursPerDay, "flying hours per day"), ("24 / cycle", fleet.ByCycle, "sorties per day"), ("utilisation / flight", fleet.ByUtilisation, "sorties per day")),
        };
    }

    private static AirTransport Read(ComputeAirliftRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        return new(
            ranges.Required(request.AircraftCount, "aircraft_count", 0, 10_000, whole: true),
            ranges.Required(request.PayloadTonnes, "payload_tonnes", 0, 1_000),
            ranges.Required(request.RoundTripKm, "round_trip_km", 1, 100_000) / ranges.Required(request.BlockSpeedKmh, "block_speed_kmh", 1, 3_000),
            ranges.Required(request.GroundHours, "ground_hours", 0, 1_000),
            ranges.Required(request.UtilisationHoursPerDay, "utilisation_hours_per_day", 0, 24));
    }
}
