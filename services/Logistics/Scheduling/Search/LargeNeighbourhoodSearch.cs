using Google.OrTools.Sat;
using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>
/// Improves a plan part by part. Up to a certain size the rest keeps its order but may move, which closure needs. Above that size
/// the rest stays in place and is subtracted from the capacities, and the result is built again so that all activities start as
/// early as possible.
/// </summary>
internal sealed class LargeNeighbourhoodSearch(Instance instance, int objective, IReadOnlyList<long> kept, WorkMeter meter, Action<Plan> found)
{
    private const int MostInOrder = 1500;
    private const int MostFruitless = 400;
    private readonly CounterRandom _random = new(meter.Seed + objective);

    /// <summary>Searches until the work is used up or the bound is reached.</summary>
    public Plan Improve(Plan plan, long bound, double work)
    {
        var until = meter.Used + work;
        var moves = Enumerable.Range(0, instance.Count).Any(j => instance.StockUses[j].Length > 0) || instance.Count > MostInOrder ? 1 : 2;
        var size = Enumerable.Repeat(Math.Min(instance.Count, instance.Count > MostInOrder ? 60 : Math.Max(12, instance.Count / 4)), Neighbourhoods.Kinds).ToArray();
        var fruitless = 0;
        for (var round = 0; plan.Values[objective] > bound && meter.Used < until && !meter.IsOver && fruitless < MostFruitless; round++)
        {
            var kind = round % Neighbourhoods.Kinds;
            var free = Neighbourhoods.Choose(plan, kind, size[kind], _random);
            var (next, status) = moves == 2 ? Reorder(plan, free) : Repack(plan, free);
            fruitless = next is null ? fruitless + 1 : 0;
            if (next is not null)
            {
                plan = next;
                found(plan);
            }

            size[kind] = status switch
            {
                CpSolverStatus.Unknown or CpSolverStatus.Feasible => Math.Max(8, size[kind] * 9 / 10),
                _ => Math.Min(instance.Count, Math.Min((size[kind] * 11 / 10) + 1, 400)),
            };
        }

        return plan;
    }

    private (Plan? Next, CpSolverStatus Status) Reorder(Plan plan, bool[] free)
    {
        var request = new CpModelRequest(objective, plan) { Chains = Neighbourhoods.Chains(plan, free), Limit = plan.Values[objective] - 1, Kept = kept };
        var outcome = Solve(request, 0.2);
        return (outcome.Plan is { } next && next.IsBetterThan(plan) ? next : null, outcome.Status);
    }

    private (Plan? Next, CpSolverStatus Status) Repack(Plan plan, bool[] free)
    {
        var compact = instance.Objectives[objective] == Objective.Closure;
        var request = new CpModelRequest(objective, plan) { Free = free, Limit = compact ? plan.Values[objective] : plan.Values[objective] - 1, Kept = kept, Compact = compact };
        var outcome = Solve(request, 0.1);
        if (outcome.Plan is not { } packed)
        {
            return (null, outcome.Status);
        }

        var built = new SerialSchedule(instance).Build([.. packed.Start.Select(s => (long)s)], packed.Mode, meter.Token);
        var best = built is not null && built.IsBetterThan(packed) ? built : packed;
        var ends = (Plan p) => Enumerable.Range(0, instance.Count).Sum(j => (long)p.Finish(j));
        var better = best.IsBetterThan(plan) || (compact && best.Values.AsSpan().SequenceCompareTo(plan.Values) == 0 && ends(best) < ends(plan));
        return (better ? best : null, outcome.Status);
    }

    private CpOutcome Solve(CpModelRequest request, double work)
    {
        var outcome = CpSearch.Solve(CpModelBuilder.Build(instance, request), Math.Min(work, Math.Max(0.01, meter.Left)), meter, null, CpSearch.LargeModel);
        // Building, presolving and reading the model is also work, which the solver hardly counts.
        var modelled = request.Free?.Count(f => f) ?? instance.Count;
        meter.Charge(outcome.Work + 0.002 + (modelled * 1e-4) + (instance.Count * 4e-6), outcome.Cut);
        return outcome;
    }
}
