using System.Diagnostics;
using Summit.Logistics.Sustainment;
using Summit.Logistics.V1;
using Measure = Summit.Logistics.V1.SustainmentFactor.Types.Measure;

namespace Summit.Bench.Sustainment;

/// <summary>ProjectStocks over days and ten classes of supply, without the wire; the growth is the time of 730 days over that of 73.</summary>
internal static class StocksBench
{
    private const int Rounds = 7;

    public static Task RunAsync(string[] args)
    {
        Median(365);
        var (year, tenth, ten) = (Median(365), Median(73), Median(730));
        Console.WriteLine($"365 days x 10 classes {year:F1} ms; ten times the days (73 to 730) {ten / tenth:F1} times the time");
        return Task.CompletedTask;
    }

    private static double Median(int days)
    {
        var request = new ProjectStocksRequest { Persons = new() { Mid = 25_000 }, HorizonDays = days, ResupplyTonnesPerDay = new() { Mid = 400 }, OnlyInlineFactors = true };
        request.InlineFactors.Add(Enum.GetValues<SupplyClass>().Where(c => c is not (SupplyClass.Unspecified or SupplyClass.Ammunition))
            .Select(c => new SustainmentFactor { SupplyClass = c, Measure = Measure.KgPerPersonDay, Value = new() { Low = 1, Mid = 2, High = 3 } }));
        request.InlineFactors.Add(new SustainmentFactor { SupplyClass = SupplyClass.Ammunition, Measure = Measure.HoldingKgPerPersonDayOfSupply, Value = new() { Mid = 60 } });
        request.InlineFactors.Add(new SustainmentFactor { SupplyClass = SupplyClass.Ammunition, Measure = Measure.HoldingDays, Value = new() { Mid = 3 } });
        return Enumerable.Range(0, Rounds).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            ProjectStocks.Answer(request, []);
            return clock.Elapsed.TotalMilliseconds;
        }).Order().ElementAt(Rounds / 2);
    }
}
