using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Checking;

/// <summary>The rules of stocks: the level after all changes of each hour.</summary>
internal static class StockRules
{
    public static void Check(SchedulingProblem problem, IReadOnlyDictionary<string, Placed> placed, List<ScheduleViolation> found)
    {
        foreach (var stock in problem.Stocks)
        {
            var changes = placed.Values.SelectMany(p => p.Activity.StockChanges.Where(c => c.Stock == stock.Id).SelectMany(c => new[]
            {
                (Hour: p.Start, Amount: -c.ConsumedAtStart, p.Activity.Id),
                (Hour: p.Finish, Amount: c.ProducedAtFinish, p.Activity.Id),
            }));
            var level = stock.Initial;
            ScheduleViolation? low = null;
            ScheduleViolation? high = null;
            foreach (var hour in changes.GroupBy(c => c.Hour).OrderBy(g => g.Key))
            {
                level += hour.Sum(c => c.Amount);
                if (stock.Floor - level > (low?.Excess ?? 0))
                {
                    low = new(ScheduleRule.StockFloor, hour.MinBy(c => c.Amount).Id, stock.Id, hour.Key, hour.Key + 1, stock.Floor - level);
                }

                if (level - (stock.Maximum ?? level) > (high?.Excess ?? 0))
                {
                    high = new(ScheduleRule.StockMaximum, hour.MaxBy(c => c.Amount).Id, stock.Id, hour.Key, hour.Key + 1, level - stock.Maximum!.Value);
                }
            }

            found.AddRange(new[] { low, high }.OfType<ScheduleViolation>());
        }
    }
}
