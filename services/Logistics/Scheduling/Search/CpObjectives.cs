using Google.OrTools.Sat;
using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>Objectives of a model: the one to minimise, and the preceding ones as limits.</summary>
internal static class CpObjectives
{
    public static void Add(Instance instance, CpModelRequest request, CpModelVariables variables, Func<int, bool> isFree, int end)
    {
        var free = Enumerable.Range(0, instance.Count).Where(isFree).ToList();
        LinearExpr Value(Objective objective) => objective switch
        {
            Objective.Closure => Closure(instance, request, variables, free, end),
            Objective.WeightedLateness => Sum(request, isFree, instance, (j, plan) => instance.Due[j] is { } due ? instance.Weight[j] * Math.Max(0, plan.Finish(j) - due) : 0,
                j => Lateness(instance, variables, j)),
            Objective.WeightedCompletion => Sum(request, isFree, instance, (j, plan) => instance.Weight[j] * plan.Finish(j), j => variables.End(j) * instance.Weight[j]),
            _ => Sum(request, isFree, instance, (j, plan) => plan.ModeOf(j).Cost, j => Cost(instance, variables, j)),
        };

        foreach (var (k, kept) in request.Kept.Index())
        {
            variables.Model.Add(Value(instance.Objectives[k]) <= kept);
        }

        if (request.Objective < 0)
        {
            return;
        }

        var minimised = request.Compact ? LinearExpr.Sum(free.Select(variables.End)) : Value(instance.Objectives[request.Objective]);
        if (request.Limit is { } limit)
        {
            variables.Model.Add((request.Compact ? Value(instance.Objectives[request.Objective]) : minimised) <= limit);
        }

        variables.Model.Minimize(minimised);
    }

    private static IntVar Closure(Instance instance, CpModelRequest request, CpModelVariables variables, List<int> free, int end)
    {
        long fixedEnd = request.Free is null ? 0 : Enumerable.Range(0, instance.Count).Where(j => !request.Free[j]).Select(request.Base!.Finish).DefaultIfEmpty().Max();
        var closure = variables.Model.NewIntVar(Math.Min(end, Math.Max(fixedEnd, request.Bound)), Math.Max(end, fixedEnd), "");
        foreach (var j in free.Where(j => instance.After[j].Length == 0 || instance.After[j].Any(a => a.Lag < 0)))
        {
            variables.Model.Add(variables.End(j) <= closure);
        }

        return closure;
    }

    private static LinearExpr Sum(CpModelRequest request, Func<int, bool> isFree, Instance instance, Func<int, Plan, long> fixedValue, Func<int, LinearExpr?> value)
    {
        var rest = Enumerable.Range(0, instance.Count).Where(j => !isFree(j)).Sum(j => fixedValue(j, request.Base!));
        return LinearExpr.Sum(Enumerable.Range(0, instance.Count).Where(isFree).Select(value).OfType<LinearExpr>()) + rest;
    }

    private static LinearExpr? Lateness(Instance instance, CpModelVariables variables, int j)
    {
        if (instance.Due[j] is not { } due || instance.Weight[j] == 0)
        {
            return null;
        }

        var late = variables.Model.NewIntVar(0, Math.Max(0, instance.Deadline[j] - due), "");
        variables.Model.Add(late >= variables.End(j) - due);
        return late * instance.Weight[j];
    }

    private static LinearExpr? Cost(Instance instance, CpModelVariables variables, int j) => variables.Chosen(j).Length == 0
        ? LinearExpr.Constant(instance.Modes[j][0].Cost)
        : LinearExpr.WeightedSum(variables.Chosen(j), instance.Modes[j].Select(m => m.Cost));
}
