using Google.OrTools.Sat;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>Resources and stocks of a model. Fixed activities are subtracted from the capacity.</summary>
internal static class CpResources
{
    public static void Add(Instance instance, CpModelRequest request, CpModelVariables variables, Func<int, bool> isFree)
    {
        var users = new List<(int Activity, int Mode, int Amount)>[instance.Resources.Length];
        for (var j = 0; j < instance.Count; j++)
        {
            foreach (var (m, mode) in isFree(j) ? instance.Modes[j].Index() : [])
            {
                foreach (var (resource, amount) in mode.Duration > 0 ? mode.Needs : [])
                {
                    (users[resource] ??= []).Add((j, m, amount));
                }
            }
        }

        var left = request.Free is null ? instance.Capacity : Left(instance, request.Base!, isFree);
        for (var r = 0; r < users.Length; r++)
        {
            if (users[r] is { } list)
            {
                AddResource(variables, left[r], list);
            }
        }

        AddStocks(instance, request, variables, isFree);
    }

    private static Timeline[] Left(Instance instance, Plan plan, Func<int, bool> isFree)
    {
        var left = instance.Capacity.Select(c => c.Copy()).ToArray();
        for (var j = 0; j < instance.Count; j++)
        {
            foreach (var (resource, amount) in isFree(j) ? [] : plan.ModeOf(j).Needs)
            {
                left[resource].Add(plan.Start[j], plan.Finish(j), -amount);
            }
        }

        return left;
    }

    private static void AddResource(CpModelVariables variables, Timeline left, List<(int Activity, int Mode, int Amount)> users)
    {
        var capacity = left.Max;
        var blocks = new List<(int From, int To, long Amount)>();
        for (var i = 0; i < left.Steps; i++)
        {
            if (left.ValueOf(i) < capacity)
            {
                blocks.Add((left.TimeOf(i), i + 1 < left.Steps ? left.TimeOf(i + 1) : 2_000_000_000, capacity - left.ValueOf(i)));
            }
        }

        var least = users.Min(u => u.Amount);
        var exclusive = 2L * least > capacity && blocks.All(b => b.Amount + least > capacity);
        if (exclusive && users.All(u => u.Amount <= capacity))
        {
            variables.Model.AddNoOverlap(users.Select(u => variables.Intervals(u.Activity)[u.Mode]).Concat(blocks.Select(b => Block(variables, b.From, b.To))));
            return;
        }

        var cumulative = variables.Model.AddCumulative(Math.Max(0, capacity));
        foreach (var (activity, mode, amount) in users)
        {
            cumulative.AddDemand(variables.Intervals(activity)[mode], amount);
        }

        foreach (var (from, to, amount) in blocks)
        {
            cumulative.AddDemand(Block(variables, from, to), amount);
        }
    }

    private static IntervalVar Block(CpModelVariables variables, int from, int to) =>
        variables.Model.NewFixedSizeIntervalVar(variables.Model.NewConstant(from), to - from, "");

    private static void AddStocks(Instance instance, CpModelRequest request, CpModelVariables variables, Func<int, bool> isFree)
    {
        for (var s = 0; s < instance.Stocks.Length; s++)
        {
            var stock = instance.Stocks[s];
            var reservoir = variables.Model.AddReservoirConstraint(stock.Floor - stock.Initial, (stock.Maximum ?? 1_000_000_000_000_000) - stock.Initial);
            for (var j = 0; j < instance.Count; j++)
            {
                foreach (var use in instance.StockUses[j].Where(u => u.Stock == s))
                {
                    var start = isFree(j) ? variables.Start(j) : LinearExpr.Constant(request.Base!.Start[j]);
                    var end = isFree(j) ? variables.End(j) : LinearExpr.Constant(request.Base!.Finish(j));
                    AddEvent(reservoir, start, -use.Consumed);
                    AddEvent(reservoir, end, use.Produced);
                }
            }
        }
    }

    private static void AddEvent(ReservoirConstraint reservoir, LinearExpr time, long change)
    {
        if (change != 0)
        {
            reservoir.AddEvent(time, change);
        }
    }
}
