using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors;

/// <summary>What a place handles where trains change gauge, are loaded or are unloaded.</summary>
internal sealed class ComputeGaugeChange : IRequestCheck<ComputeGaugeChangeRequest>
{
    private static readonly Interval DefaultEfficiency = new Rational(85, 100);

    private readonly record struct Inputs(Interval Tracks, Interval Hours, Interval HoursPerTrain, Interval Efficiency, Interval Wagons, Interval Tonnes);

    public ValueTask CheckAsync(ComputeGaugeChangeRequest request, ServerCallContext context, Violations found)
    {
        Read(request, found);
        return ValueTask.CompletedTask;
    }

    public static ComputeGaugeChangeResponse Handle(ComputeGaugeChangeRequest request)
    {
        var inputs = Read(request, new Violations());
        var trains = ServicePlaces.PerDay(inputs.Tracks, inputs.Hours, inputs.HoursPerTrain, inputs.Efficiency);
        return new ComputeGaugeChangeResponse
        {
            TrainsPerDay = trains.ToRange(),
            WagonsPerDay = inputs.Wagons.High.Sign > 0 ? (trains * inputs.Wagons).ToRange() : null,
            TonnesPerDay = inputs.Tonnes.High.Sign > 0 ? (trains * inputs.Tonnes).ToRange() : null,
            Formula = Formulas.Of(
                "trains per day = tracks x hours per day / hours per train x efficiency; wagons and tonnes per day = trains per day x wagons and tonnes per train",
                ("tracks", inputs.Tracks, "tracks"), ("hours per day", inputs.Hours, "hours"), ("hours per train", inputs.HoursPerTrain, "hours"), ("efficiency", inputs.Efficiency, ""),
                ("wagons per train", inputs.Wagons, "wagons"), ("tonnes per train", inputs.Tonnes, "tonnes")),
        };
    }

    private static Inputs Read(ComputeGaugeChangeRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        return new(
            ranges.Required(request.Tracks, "tracks", 0, 1_000, whole: true),
            ranges.Required(request.HoursPerDay, "hours_per_day", 0, 24),
            ranges.Required(request.HoursPerTrain, "hours_per_train", 0.01, 1_000),
            ranges.Optional(request.Efficiency, "efficiency", 0.01, 1, DefaultEfficiency),
            ranges.Optional(request.WagonsPerTrain, "wagons_per_train", 0, 1_000, Interval.Zero, whole: true),
            ranges.Optional(request.TonnesPerTrain, "tonnes_per_train", 0, 10_000, Interval.Zero));
    }
}
