using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors;

/// <summary>What ships that shuttle carry in a day.</summary>
internal sealed class ComputeSealift : IRequestCheck<ComputeSealiftRequest>
{
    private readonly record struct Inputs(Interval Ships, Interval Payload, Interval Distance, Interval Speed, Interval Handling);

    public ValueTask CheckAsync(ComputeSealiftRequest request, ServerCallContext context, Violations found)
    {
        Read(request, found);
        return ValueTask.CompletedTask;
    }

    public static ComputeSealiftResponse Handle(ComputeSealiftRequest request)
    {
        var inputs = Read(request, new Violations());
        var cycle = SeaTransport.CycleDays(inputs.Distance, inputs.Speed, inputs.Handling);
        return new ComputeSealiftResponse
        {
            CycleDays = cycle.ToRange(),
            TonnesPerDay = SeaTransport.TonnesPerDay(inputs.Ships, inputs.Payload, cycle).ToRange(),
            Formula = Formulas.Of(
                "cycle = 2 x (distance / speed + handling) / 24; tonnes per day = ships x payload / cycle",
                ("ships", inputs.Ships, "ships"), ("payload", inputs.Payload, "tonnes"), ("distance", inputs.Distance, "km"), ("speed", inputs.Speed, "km/h"),
                ("handling", inputs.Handling, "hours"), ("cycle", cycle, "days")),
        };
    }

    private static Inputs Read(ComputeSealiftRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        return new(
            ranges.Required(request.ShipCount, "ship_count", 0, 10_000, whole: true),
            ranges.Required(request.PayloadTonnes, "payload_tonnes", 0, 500_000),
            ranges.Required(request.DistanceKm, "distance_km", 0, 50_000),
            ranges.Required(request.SpeedKmh, "speed_kmh", 1, 100),
            ranges.Required(request.HandlingHours, "handling_hours", 1, 1_000));
    }
}
