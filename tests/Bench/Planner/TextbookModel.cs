using Google.OrTools.Sat;
using Summit.Logistics.V1;

namespace Summit.Bench.Planner;

/// <summary>CP-SAT asked directly, with the model of its own examples: no first plan, no bound, no neighbourhoods. Two workers.</summary>
internal static class TextbookModel
{
    public static string Parameters(int seconds) => $"num_workers:2 max_time_in_seconds:{seconds}";

    public static (CpSolverStatus Status, long? Value, long Bound) Solve(SchedulingProblem problem, int seconds)
    {
        var model = new CpModel();
        var horizon = problem.Activities.Sum(a => a.Modes.Max(m => m.DurationHours));
        var (start, end) = (new Dictionary<string, IntVar>(), new Dictionary<string, IntVar>());
        var demands = new Dictionary<string, List<(IntervalVar Interval, int Amount)>>();
        foreach (var activity in problem.Activities)
        {
            start[activity.Id] = model.NewIntVar(0, horizon, "");
            end[activity.Id] = model.NewIntVar(0, horizon, "");
            var chosen = activity.Modes.Select(_ => model.NewBoolVar("")).ToList();
            model.AddExactlyOne(chosen);
            foreach (var (mode, isChosen) in activity.Modes.Zip(chosen))
            {
                var interval = model.NewOptionalIntervalVar(start[activity.Id], mode.DurationHours, end[activity.Id], isChosen, "");
                foreach (var demand in mode.Demands)
                {
                    demands.TryAdd(demand.Resource, []);
                    demands[demand.Resource].Add((interval, demand.Amount));
                }
            }
        }

        foreach (var precedence in problem.Precedences)
        {
            model.Add(start[precedence.After] >= end[precedence.Before] + precedence.LagHours);
        }

        foreach (var resource in problem.Resources.Where(r => demands.ContainsKey(r.Id)))
        {
            var cumulative = model.AddCumulative(resource.Capacity);
            demands[resource.Id].ForEach(d => cumulative.AddDemand(d.Interval, d.Amount));
        }

        foreach (var stock in problem.Stocks)
        {
            var reservoir = model.AddReservoirConstraint(-stock.Initial, 1_000_000_000);
            foreach (var (activity, change) in problem.Activities.SelectMany(a => a.StockChanges.Where(c => c.Stock == stock.Id).Select(c => (a.Id, c))))
            {
                reservoir.AddEvent(start[activity], -change.ConsumedAtStart);
                reservoir.AddEvent(end[activity], change.ProducedAtFinish);
            }
        }

        var closure = model.NewIntVar(0, horizon, "");
        model.AddMaxEquality(closure, end.Values);
        model.Minimize(closure);
        using var solver = new CpSolver { StringParameters = Parameters(seconds) };
        var status = solver.Solve(model);
        return (status, status is CpSolverStatus.Optimal or CpSolverStatus.Feasible ? solver.Value(closure) : null, (long)Math.Max(0, solver.Response?.BestObjectiveBound ?? 0));
    }
}
