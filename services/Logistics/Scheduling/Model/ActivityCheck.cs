using Summit.Kernel;

namespace Summit.Logistics.Scheduling.Model;

/// <summary>The faults of an activity.</summary>
internal static class ActivityCheck
{
    public static void Check(Activity activity, string field, IReadOnlySet<string> resources, IReadOnlySet<string> stocks, Violations faults)
    {
        Range(activity.ReleaseHour, 0, $"{field}.release_hour", faults);
        Range(activity.DeadlineHour ?? 0, 0, $"{field}.deadline_hour", faults);
        Range(activity.DueHour ?? 0, 0, $"{field}.due_hour", faults);
        faults.Require(activity.DeadlineHour is not { } deadline || deadline >= activity.ReleaseHour, $"{field}.deadline_hour",
            $"{activity.DeadlineHour} is before release_hour {activity.ReleaseHour}");
        faults.Require(activity.Weight is >= 0 and <= 1_000_000, $"{field}.weight", $"{activity.Weight} is out of range; it must be 0 to 1000000");
        faults.Require(activity.Modes.Count is > 0 and <= ProblemCheck.MaxModes, $"{field}.modes", $"{activity.Modes.Count} modes; it must be 1 to {ProblemCheck.MaxModes}");
        faults.RequireDistinct(activity.Modes.Select(m => m.Id), i => $"{field}.modes[{i}].id");
        foreach (var (i, mode) in activity.Modes.Index())
        {
            CheckMode(mode, $"{field}.modes[{i}]", resources, faults);
        }

        faults.RequireDistinct(activity.StockChanges.Select(c => c.Stock), i => $"{field}.stock_changes[{i}].stock");
        foreach (var (i, change) in activity.StockChanges.Index())
        {
            var path = $"{field}.stock_changes[{i}]";
            faults.Require(stocks.Contains(change.Stock), $"{path}.stock", $"\"{change.Stock}\" is not a stock of this problem");
            Amount(change.ConsumedAtStart, 0, $"{path}.consumed_at_start", faults);
            Amount(change.ProducedAtFinish, 0, $"{path}.produced_at_finish", faults);
        }
    }

    private static void CheckMode(Mode mode, string field, IReadOnlySet<string> resources, Violations faults)
    {
        Range(mode.DurationHours, 0, $"{field}.duration_hours", faults);
        Amount(mode.Cost, 0, $"{field}.cost", faults);
        faults.RequireDistinct(mode.Demands.Select(d => d.Resource), i => $"{field}.demands[{i}].resource");
        foreach (var (i, demand) in mode.Demands.Index())
        {
            faults.Require(resources.Contains(demand.Resource), $"{field}.demands[{i}].resource", $"\"{demand.Resource}\" is not a resource of this problem");
            Amount(demand.Amount, 1, $"{field}.demands[{i}].amount", faults);
        }
    }

    private static void Range(int hours, int least, string field, Violations faults) =>
        faults.Require(hours >= least && hours <= ProblemCheck.MaxHours, field, $"{hours} is out of range; it must be {least} to {ProblemCheck.MaxHours}");

    private static void Amount(long amount, long least, string field, Violations faults) =>
        faults.Require(amount >= least && amount <= ProblemCheck.MaxAmount, field, $"{amount} is out of range; it must be {least} to {ProblemCheck.MaxAmount}");
}
