using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors;

/// <summary>A road column.</summary>
internal sealed class ComputeRoadColumn : IRequestCheck<ComputeRoadColumnRequest>
{
    private readonly record struct Inputs(RoadColumn Column, Interval Distance, Interval Halts, Interval ColumnsPerDay, Interval Tonnes);

    public ValueTask CheckAsync(ComputeRoadColumnRequest request, ServerCallContext context, Violations found)
    {
        Read(request, found);
        return ValueTask.CompletedTask;
    }

    public static ComputeRoadColumnResponse Handle(ComputeRoadColumnRequest request)
    {
        var inputs = Read(request, new Violations());
        var column = inputs.Column;
        var carries = inputs.Tonnes.High.Sign > 0;
        return new ComputeRoadColumnResponse
        {
            LengthKm = column.LengthKm.ToRange(),
            PassTimeHours = column.PassTimeHours.ToRange(),
            ClearTimeHours = column.ClearTimeHours(inputs.Distance, inputs.Halts).ToRange(),
            TonnesPerDay = carries ? RoadColumn.TonnesPerDay(inputs.ColumnsPerDay, column.Vehicles, inputs.Tonnes).ToRange() : null,
            Formula = Formulas.Of(
                "length = vehicles / density + gaps x speed; pass time = length / speed; clear time = distance / speed + pass time + halts"
                    + (carries ? "; tonnes per day = columns per day x vehicles x tonnes per vehicle" : ""),
                [
                    ("vehicles", column.Vehicles, "vehicles"), ("density", column.DensityPerKm, "vehicles per km"), ("gaps", column.GapMinutes, "minutes"), ("speed", column.SpeedKmh, "km/h"),
                    ("distance", inputs.Distance, "km"), ("halts", inputs.Halts, "hours"), ("length", column.LengthKm, "km"), ("pass time", column.PassTimeHours, "hours"),
                    .. carries ? [("columns per day", inputs.ColumnsPerDay, ""), ("tonnes per vehicle", inputs.Tonnes, "tonnes")] : Array.Empty<(string, Interval, string)>(),
                ]),
        };
    }

    private static Inputs Read(ComputeRoadColumnRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        return new(
            new RoadColumn(
                ranges.Required(request.VehicleCount, "vehicle_count", 1, 100_000, whole: true),
                ranges.Required(request.DensityVehiclesPerKm, "density_vehicles_per_km", 0.1, 1_000),
                ranges.Required(request.SpeedKmh, "speed_kmh", 1, 200),
                ranges.Optional(request.GapMinutes, "gap_minutes", 0, 10_000, Interval.Zero)),
            ranges.Optional(request.DistanceKm, "distance_km", 0, 20_000, Interval.Zero),
            ranges.Optional(request.HaltHours, "halt_hours", 0, 1_000, Interval.Zero),
            ranges.Optional(request.ColumnsPerDay, "columns_per_day", 0, 1_000, Interval.One),
            ranges.Optional(request.TonnesPerVehicle, "tonnes_per_vehicle", 0, 100, Interval.Zero));
    }
}
