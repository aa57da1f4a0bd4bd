using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.PlanningFactors;

/// <summary>When the queue before a node is cleared.</summary>
internal sealed class ComputeQueueClearance : IRequestCheck<ComputeQueueClearanceRequest>
{
    private const int MostDays = 100_000;
    private const double Most = 100_000_000;

    private readonly record struct Inputs(IReadOnlyList<(int Day, Interval Amount)> Arrivals, Interval PerDay);

    public ValueTask CheckAsync(ComputeQueueClearanceRequest request, ServerCallContext context, Violations found)
    {
        var inputs = Read(request, found);
        var days = (Rational.Sum(inputs.Arrivals.Select(a => a.Amount.High)) / inputs.PerDay.Low).Ceiling();
        found.Require(days <= MostDays, "capacity_per_day", $"all arrivals take {days} days at the low capacity; at most {MostDays} are allowed");
        return ValueTask.CompletedTask;
    }

    public static ComputeQueueClearanceResponse Handle(ComputeQueueClearanceRequest request)
    {
        var inputs = Read(request, new Violations());
        NodeQueue At(Func<Interval, Rational> amount, Rational perDay) => NodeQueue.Of(inputs.Arrivals.Select(a => (a.Day, amount(a.Amount))), perDay, request.OpeningDay);
        var early = At(a => a.Low, inputs.PerDay.High);
        var mid = At(a => a.Mid, inputs.PerDay.Mid);
        var late = At(a => a.High, inputs.PerDay.Low);
        Range Each(Func<NodeQueue, double> value) => new() { Low = value(early), Mid = value(mid), High = value(late) };
        return new ComputeQueueClearanceResponse
        {
            FirstClearDay = Each(q => q.FirstClearDay),
            AllPassedDay = Each(q => q.AllPassedDay),
            LongestQueue = new Interval(early.Longest, mid.Longest, late.Longest).ToRange(),
            Formula = Formulas.Of(
                "clear = the first day on which capacity per day, added up since the opening, reaches the arrivals, added up",
                ("capacity per day", inputs.PerDay, "per day"), ("opening", request.OpeningDay, "day"), ("arrivals", inputs.Arrivals.Select(a => a.Amount).Aggregate((a, b) => a + b), "")),
        };
    }

    private static Inputs Read(ComputeQueueClearanceRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        return new(
            [.. request.Arrivals.Select((a, i) => (a.Day, ranges.Required(a.Amount, $"arrivals[{i}].amount", 0, Most)))],
            ranges.Required(request.CapacityPerDay, "capacity_per_day", 0.001, Most));
    }
}
