using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors;

/// <summary>What a port discharges in a day, and how long a load takes.</summary>
internal sealed class ComputeSeaDischarge : IRequestCheck<ComputeSeaDischargeRequest>
{
    private static readonly Interval DefaultEfficiency = new Rational(8, 10);

    private readonly record struct Inputs(Interval Berths, Interval Rate, Interval Hours, Interval Efficiency, Interval Load);

    public ValueTask CheckAsync(ComputeSeaDischargeRequest request, ServerCallContext context, Violations found)
    {
        Read(request, found);
        return ValueTask.CompletedTask;
    }

    public static ComputeSeaDischargeResponse Handle(ComputeSeaDischargeRequest request)
    {
        var inputs = Read(request, new Violations());
        var perDay = SeaTransport.DischargePerDay(inputs.Berths, inputs.Rate, inputs.Hours, inputs.Efficiency);
        var days = inputs.Load.High.Sign > 0 ? inputs.Load / perDay : (Interval?)null;
        return new ComputeSeaDischargeResponse
        {
            TonnesPerDay = perDay.ToRange(),
            DischargeDays = days?.ToRange(),
            WholeDischargeDays = days?.Ceiling().ToRange(),
            Formula = Formulas.Of(
                "tonnes per day = berths x tonnes per hour x hours per day x efficiency; discharge days = load / tonnes per day",
                ("berths", inputs.Berths, "berths"), ("tonnes per hour", inputs.Rate, "tonnes per hour"), ("hours per day", inputs.Hours, "hours"), ("efficiency", inputs.Efficiency, ""),
                ("load", inputs.Load, "tonnes")),
        };
    }

    private static Inputs Read(ComputeSeaDischargeRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        return new(
            ranges.Required(request.Berths, "berths", 1, 1_000, whole: true),
            ranges.Required(request.TonnesPerHour, "tonnes_per_hour", 0.1, 10_000),
            ranges.Required(request.HoursPerDay, "hours_per_day", 0.1, 24),
            ranges.Optional(request.Efficiency, "efficiency", 0.01, 1, DefaultEfficiency),
            ranges.Optional(request.LoadTonnes, "load_tonnes", 0, 100_000_000, Interval.Zero));
    }
}
