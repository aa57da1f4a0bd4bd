using Summit.Kernel;

namespace Summit.Logistics.Scheduling.Model;

/// <summary>Finds everything that makes a problem invalid, all at once. A problem that is only infeasible is answered by the scheduler.</summary>
public static class ProblemCheck
{
    /// <summary>Maximum number of activities in a problem.</summary>
    public const int MaxActivities = 100_000;

    /// <summary>Maximum number of modes of an activity.</summary>
    public const int MaxModes = 50;

    /// <summary>Largest time and duration, hours: a hundred years.</summary>
    public const int MaxHours = 876_000;

    /// <summary>Largest capacity, demand, weight, stock level and cost.</summary>
    public const long MaxAmount = 1_000_000_000;

    /// <summary>Checks a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="faults">Where faults are added, by path: <c>activities[2].modes[0].duration_hours</c>.</param>
    public static void Check(SchedulingProblem problem, Violations faults)
    {
        faults.Require(problem.Activities.Count is > 0 and <= MaxActivities, "activities", $"{problem.Activities.Count} activities; it must be 1 to {MaxActivities}");
        faults.Require(problem.Objectives.Count > 0, "objectives", "is empty; give at least one objective");
        faults.RequireDistinct(problem.Objectives.Select(o => o.ToString()), i => $"objectives[{i}]");
        var activities = Index(problem.Activities.Select(a => a.Id), i => $"activities[{i}].id", faults);
        var resources = Index(problem.Resources.Select(r => r.Id), i => $"resources[{i}].id", faults);
        var stocks = Index(problem.Stocks.Select(s => s.Id), i => $"stocks[{i}].id", faults);
        foreach (var (i, resource) in problem.Resources.Index())
        {
            CheckResource(resource, $"resources[{i}]", faults);
        }

        foreach (var (i, stock) in problem.Stocks.Index())
        {
            CheckStock(stock, $"stocks[{i}]", faults);
        }

        foreach (var (i, activity) in problem.Activities.Index())
        {
            ActivityCheck.Check(activity, $"activities[{i}]", resources, stocks, faults);
        }

        foreach (var (i, precedence) in problem.Precedences.Index())
        {
            var known = faults.Require(activities.Contains(precedence.Before), $"precedences[{i}].before", $"\"{precedence.Before}\" is not an activity of this problem")
                & faults.Require(activities.Contains(precedence.After), $"precedences[{i}].after", $"\"{precedence.After}\" is not an activity of this problem");
            faults.Require(!known || precedence.Before != precedence.After, $"precedences[{i}].after", $"\"{precedence.After}\" waits for itself");
            faults.Require(Math.Abs((long)precedence.LagHours) <= MaxHours, $"precedences[{i}].lag_hours", $"{precedence.LagHours} is out of range; it must be -{MaxHours} to {MaxHours}");
        }

        if (PrecedenceCircle.Find(problem) is { } circle)
        {
            faults.Require(false, "precedences", $"the activities {string.Join(" -> ", circle)} wait for each other in a circle; remove one of these precedences");
        }
    }

    private static HashSet<string> Index(IEnumerable<string> ids, Func<int, string> field, Violations faults)
    {
        var all = ids.ToList();
        foreach (var (i, id) in all.Index())
        {
            faults.Require(id.Length > 0, field(i), "is empty; give an id");
        }

        faults.RequireDistinct(all, field);
        return all.ToHashSet(StringComparer.Ordinal);
    }

    private static void CheckResource(Resource resource, string field, Violations faults)
    {
        faults.Require(resource.Capacity is >= 0 and <= (int)MaxAmount, $"{field}.capacity", $"{resource.Capacity} is out of range; it must be 0 to {MaxAmount}");
        var end = int.MinValue;
        foreach (var (i, window) in resource.Windows.Index().OrderBy(w => w.Item.FromHour))
        {
            var path = $"{field}.windows[{i}]";
            faults.Require(window.FromHour is >= 0 and <= MaxHours, $"{path}.from_hour", $"{window.FromHour} is out of range; it must be 0 to {MaxHours}");
            faults.Require(window.ToHour <= MaxHours, $"{path}.to_hour", $"{window.ToHour} is out of range; it must be at most {MaxHours}");
            faults.Require(window.ToHour > window.FromHour, $"{path}.to_hour", $"{window.ToHour} is not after from_hour {window.FromHour}");
            faults.Require(window.FromHour >= end, path, $"hours {window.FromHour} to {window.ToHour} overlap with another window of the resource");
            faults.Require(window.Capacity is >= 0 and <= (int)MaxAmount, $"{path}.capacity", $"{window.Capacity} is out of range; it must be 0 to {MaxAmount}");
            end = Math.Max(end, window.ToHour);
        }
    }

    private static void CheckStock(Stock stock, string field, Violations faults)
    {
        faults.Require(Math.Abs(stock.Initial) <= MaxAmount, $"{field}.initial", $"{stock.Initial} is out of range; it must be -{MaxAmount} to {MaxAmount}");
        faults.Require(Math.Abs(stock.Floor) <= MaxAmount, $"{field}.floor", $"{stock.Floor} is out of range; it must be -{MaxAmount} to {MaxAmount}");
        faults.Require(stock.Initial >= stock.Floor, $"{field}.initial", $"{stock.Initial} is below the floor {stock.Floor}");
        faults.Require(stock.Maximum is not { } max || (max >= stock.Initial && max <= MaxAmount), $"{field}.maximum", $"{stock.Maximum} is out of range; it must be the initial level {stock.Initial} to {MaxAmount}");
    }
}
