using Summit.Logistics.V1;

namespace Summit.Bench.Planner;

/// <summary>
/// A public instance with its proven optimum, in a layout of ours: a line for each thing.
/// <c>case family id optimum|infeasible</c>, <c>resource id capacity</c>, <c>stock id initial</c>,
/// <c>activity id (mode hours resource=amount…)…</c>, <c>uses activity stock consumed produced</c>, <c>before a b</c>.
/// </summary>
/// <param name="Family">Family.</param>
/// <param name="Id">Id.</param>
/// <param name="Optimum">Proven optimum; null: infeasible, or not known.</param>
/// <param name="Problem">The problem.</param>
/// <param name="IsOpen">Whether the optimum is not known.</param>
/// <param name="BestKnown">Where the optimum is not known: closure of the best plan that any run found; null: not recorded.</param>
internal sealed record PlannerCase(string Family, string Id, long? Optimum, SchedulingProblem Problem, bool IsOpen = false, long? BestKnown = null)
{
    /// <summary>All cases, by family and id.</summary>
    public static IReadOnlyList<PlannerCase> All() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Planner", "cases"), "*.txt").Order(StringComparer.Ordinal).Select(Read)];

    private static PlannerCase Read(string file)
    {
        var problem = new SchedulingProblem();
        var activities = new Dictionary<string, SchedulingActivity>(StringComparer.Ordinal);
        string[] head = [];
        foreach (var words in File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ')))
        {
            switch (words[0])
            {
                case "case":
                    head = words;
                    break;
                case "resource":
                    problem.Resources.Add(new SchedulingResource { Id = words[1], Capacity = int.Parse(words[2]) });
                    break;
                case "stock":
                    problem.Stocks.Add(new SchedulingStock { Id = words[1], Initial = long.Parse(words[2]) });
                    break;
                case "activity":
                    problem.Activities.Add(activities[words[1]] = ReadActivity(words));
                    break;
                case "uses":
                    activities[words[1]].StockChanges.Add(new SchedulingStockChange { Stock = words[2], ConsumedAtStart = long.Parse(words[3]), ProducedAtFinish = long.Parse(words[4]) });
                    break;
                default:
                    problem.Precedences.Add(new SchedulingPrecedence { Before = words[1], After = words[2] });
                    break;
            }
        }

        return new PlannerCase(head[1], head[2], head[3] == "infeasible" ? null : long.Parse(head[3]), problem);
    }

    private static SchedulingActivity ReadActivity(string[] words)
    {
        var activity = new SchedulingActivity { Id = words[1] };
        for (var i = 2; i < words.Length; i++)
        {
            if (words[i].Split('=') is [var resource, var amount])
            {
                activity.Modes[^1].Demands.Add(new SchedulingDemand { Resource = resource, Amount = int.Parse(amount) });
            }
            else
            {
                activity.Modes.Add(new SchedulingMode { Id = words[i], DurationHours = int.Parse(words[++i]) });
            }
        }

        return activity;
    }
}
