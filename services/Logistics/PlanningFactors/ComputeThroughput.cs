using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors;

/// <summary>The smallest of several limits in series.</summary>
internal sealed class ComputeThroughput : IRequestCheck<ComputeThroughputRequest>
{
    private const double MostTonnes = 100_000_000;

    public ValueTask CheckAsync(ComputeThroughputRequest request, ServerCallContext context, Violations found)
    {
        Read(request, found);
        found.RequireDistinct(request.Limits.Select(l => l.Name), i => $"limits[{i}].name");
        return ValueTask.CompletedTask;
    }

    public static ComputeThroughputResponse Handle(ComputeThroughputRequest request)
    {
        // Sorted by name: of equal limits the first by name binds, and the order in the request does not matter.
        var limits = Read(request, new Violations()).OrderBy(l => l.Name, StringComparer.Ordinal).ToList();
        return new ComputeThroughputResponse
        {
            TonnesPerDay = limits.Select(l => l.PerDay).Aggregate(Interval.Min).ToRange(),
            Binding = limits.MinBy(l => l.PerDay.Mid).Name,
            BindingAtLow = limits.MinBy(l => l.PerDay.Low).Name,
            BindingAtHigh = limits.MinBy(l => l.PerDay.High).Name,
            Formula = Formulas.Of($"throughput = the least of {string.Join(", ", limits.Select(l => l.Name))}", limits.Select(l => (l.Name, l.PerDay, Formulas.TonnesPerDay))),
        };
    }

    private static List<(string Name, Interval PerDay)> Read(ComputeThroughputRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        return [.. request.Limits.Select((l, i) => (l.Name, ranges.Required(l.TonnesPerDay, $"limits[{i}].tonnes_per_day", 0, MostTonnes)))];
    }
}
