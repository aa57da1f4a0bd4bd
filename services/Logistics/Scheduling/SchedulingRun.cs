using Google.OrTools.Sat;
using Summit.Logistics.Scheduling.Checking;
using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.Scheduling.Search;

namespace Summit.Logistics.Scheduling;

/// <summary>One search, one objective after the other.</summary>
internal sealed class SchedulingRun(Instance instance, WorkMeter meter, Action<Incumbent>? found)
{
    // Deterministic seconds of the solver, which are several seconds of a core in such a problem.
    private const double Shortly = 0.8;

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
        var end = meter.Used + share;
        if (k == 0 && objective == Objective.Closure && _best!.Values[0] > bound.Value && PopulationSearch.Suits(instance))
        {
            bound = Evolve(bound, share);
        }

        if (_best!.Values[k] > bound.Value && instance.Count <= mostWhole && !meter.IsOver)
        {
            // Small problems are left to the solver entirely. For large problems it proves little, so that parts get most of the work.
            var whole = (end - meter.Used) * (instance.Count <= 150 ? 0.75 : instance.Count <= 1000 ? 0.35 : 0.2);
            bound = AskSolver(k, kept, bound, whole, instance.Count > 1000 ? CpSearch.LargeModel : "", found is null ? null : Take);
        }

        share = end - meter.Used;
        if (_best.Values[k] > bound.Value && share > 0 && !meter.IsOver)
        {
            Take(new LargeNeighbourhoodSearch(instance, k, kept, meter, Take).Improve(_best, bound.Value, share));
        }

        var value = _best.Values[k];
        _values.Add(new ObjectiveValue(objective, value, Math.Min(bound.Value, value), bound.Source, bound.Resource, value <= bound.Value));
    }

    // Where many activities share resources, a population finds better plans than the solver does, and the solver proves more from below.
    // If the solver can solve the whole problem, it mostly does so quickly. So it is asked first, for a short time.
    private Bound Evolve(Bound bound, double share)
    {
        bound = AskSolver(0, [], bound, Math.Min(Shortly, share * 0.1));
        if (_best!.Values[0] > bound.Value && !meter.IsOver)
        {
            Take(new PopulationSearch(instance, meter, Take).Improve(_best, bound.Value, share * 0.6));
        }

        // The solver hardly counts the propagation that this takes.
        return _best.Values[0] > bound.Value && !meter.IsOver ? AskSolver(0, [], bound, share * 0.04, CpSearch.FromBelow, charge: 5) : bound;
    }

    /// <summary>Asks the solver about the whole problem; the better of the bound and its own.</summary>
    private Bound AskSolver(int k, List<long> kept, Bound bound, double work, string parameters = "", Action<Plan>? each = null, double charge = 1)
    {
        var model = CpModelBuilder.Build(instance, new CpModelRequest(k, _best) { Kept = kept, Bound = bound.Value });
        var outcome = CpSearch.Solve(model, work, meter, each, parameters);
        meter.Charge(outcome.Work * charge, outcome.Cut);
        Take(outcome.Plan);
        return outcome.Status is CpSolverStatus.Optimal or CpSolverStatus.Feasible ? bound.Or(BoundOf(outcome)) : bound;
    }

    private static Bound BoundOf(CpOutcome outcome) => new((long)Math.Ceiling(outcome.Bound - 1e-6), BoundSource.Solver);
}
