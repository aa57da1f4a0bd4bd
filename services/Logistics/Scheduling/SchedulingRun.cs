using Google.OrTools.Sat;
using Summit.Logistics.Scheduling.Checking;
using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.Scheduling.Search;

namespace Summit.Logistics.Scheduling;

/// <summary>One search, one objective after the other.</summary>
internal sealed class SchedulingRun(Instance instance, WorkMeter meter, Action<Incumbent>? found)
{
    private readonly List<ObjectiveValue> _values = [];
    private Plan? _best;

    public SchedulingResult Search(int mostWhole)
    {
        var passes = Math.Clamp(40_000 / instance.Count, 0, 300);
        Take(FirstPlan.Find(instance, passes, meter.Seed, Take, meter.Token));
        meter.Charge(2e-6 * instance.Count * (passes + 20));
        if (_best is null && FindAny() is { } end)
        {
            return end;
        }

        var kept = new List<long>();
        for (var k = 0; k < instance.Objectives.Count; k++)
        {
            Minimise(k, kept, mostWhole);
            kept.Add(_best!.Values[k]);
        }

        return Answer(_values.All(v => v.Proven) ? ScheduleStatus.Optimal : ScheduleStatus.Feasible);
    }

    public SchedulingResult Impossible(IReadOnlyList<InfeasibilityReason> reasons) => Answer(ScheduleStatus.Infeasible) with { Reasons = reasons };

    private SchedulingResult Answer(ScheduleStatus status) => new()
    {
        Status = status,
        Schedule = _best?.ToSchedule() ?? [],
        Objectives = _values,
        Reproducible = !meter.WasCut,
        Work = Math.Round(meter.Used, 3),
    };

    private void Take(Plan? plan)
    {
        if (plan is null || !plan.IsBetterThan(_best))
        {
            return;
        }

        _best = plan;
        if (found is not null)
        {
            var incumbent = new Incumbent(plan.ToSchedule(), plan.Values);
            ScheduleChecker.ThrowIfBroken(instance.Problem, incumbent.Schedule);
            found(incumbent);
        }
    }

    // No rule found a plan. The solver's result "infeasible" counts only when it is the same with and without presolve.
    private SchedulingResult? FindAny()
    {
        var says = 0;
        foreach (var parameters in new[] { "", CpSearch.NoPresolve })
        {
            var outcome = CpSearch.Solve(CpModelBuilder.Build(instance, new CpModelRequest(-1, null)), meter.Left / 3, meter, null, parameters);
            meter.Charge(outcome.Work, outcome.Cut);
            if (outcome.Plan is { } plan)
            {
                Take(Justification.Improve(plan, 5, meter.Token));
                return null;
            }

            says += outcome.Status == CpSolverStatus.Infeasible ? 1 : 0;
        }

        return says == 2 ? Impossible(Relaxation.Find(instance, meter)) : Answer(ScheduleStatus.Unknown);
    }

    private void Minimise(int k, List<long> kept, int mostWhole)
    {
        var objective = instance.Objectives[k];
        var bound = Bounds.Of(instance, objective);
        var last = k + 1 == instance.Objectives.Count;
        var share = last ? meter.Left : meter.Left * 0.6;
        if (k == 0 && objective == Objective.Closure && _best!.Values[0] > bound.Value && PopulationSearch.Suits(instance))
        {
            var begun = meter.Used;
            bound = bound.Or(Evolve(bound, share));
            share -= meter.Used - begun;
        }

        if (_best!.Values[k] > bound.Value && instance.Count <= mostWhole && !meter.IsOver)
        {
            var request = new CpModelRequest(k, _best) { Kept = kept, Bound = bound.Value };
            // Small problems are left to the solver entirely. For large problems it proves little, so that parts get most of the work.
            var whole = share * (instance.Count <= 150 ? 0.75 : instance.Count <= 1000 ? 0.35 : 0.2);
            var outcome = CpSearch.Solve(CpModelBuilder.Build(instance, request), whole, meter, found is null ? null : Take, instance.Count > 1000 ? CpSearch.LargeModel : "");
            meter.Charge(outcome.Work, outcome.Cut);
            Take(outcome.Plan);
            share -= outcome.Work;
            if (outcome.Status is CpSolverStatus.Optimal or CpSolverStatus.Feasible)
            {
                bound = bound.Or(BoundOf(outcome));
            }
        }

        if (_best.Values[k] > bound.Value && share > 0 && !meter.IsOver)
        {
            Take(new LargeNeighbourhoodSearch(instance, k, kept, meter, Take).Improve(_best, bound.Value, share));
        }

        var value = _best.Values[k];
        _values.Add(new ObjectiveValue(objective, value, Math.Min(bound.Value, value), bound.Source, bound.Resource, value <= bound.Value));
    }

    // Where many activities share resources, a population finds better plans than the solver does, and the solver proves more from below.
    private Bound Evolve(Bound bound, double share)
    {
        Take(new PopulationSearch(instance, meter, Take).Improve(_best!, bound.Value, share * 0.6));
        if (_best!.Values[0] <= bound.Value || meter.IsOver)
        {
            return bound;
        }

        var outcome = CpSearch.Solve(CpModelBuilder.Build(instance, new CpModelRequest(0, _best) { Bound = bound.Value }), share * 0.04, meter, null, CpSearch.FromBelow);
        // The solver hardly counts the propagation that this takes.
        meter.Charge(outcome.Work * 5, outcome.Cut);
        Take(outcome.Plan);
        return outcome.Status is CpSolverStatus.Optimal or CpSolverStatus.Feasible ? BoundOf(outcome) : bound;
    }

    private static Bound BoundOf(CpOutcome outcome) => new((long)Math.Ceiling(outcome.Bound - 1e-6), BoundSource.Solver);
}
