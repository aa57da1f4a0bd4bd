using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Google.OrTools.Sat;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>The outcome of a solver run.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Plan">The best plan; null when there is none.</param>
/// <param name="Bound">Its bound on the objective.</param>
/// <param name="Work">Deterministic time used.</param>
/// <param name="Cut">Whether the wall limit ended it.</param>
internal sealed record CpOutcome(CpSolverStatus Status, Plan? Plan, double Bound, double Work, bool Cut);

/// <summary>Runs CP-SAT with one worker, so that the outcome depends on the work and not on the clock.</summary>
internal static class CpSearch
{
    /// <summary>Parameters for models so large that presolve costs more than it gains.</summary>
    public const string LargeModel = "cp_model_probing_level:0 max_presolve_iterations:1 symmetry_level:0";

    /// <summary>Parameters without presolve, to confirm a result.</summary>
    public const string NoPresolve = "cp_model_presolve:false";

    /// <summary>Parameters to raise the bound step by step, each step with the strongest reasoning about shared resources.</summary>
    public const string FromBelow =
        "linearization_level:2 use_objective_lb_search:true use_timetable_edge_finding_in_cumulative:true use_overload_checker_in_cumulative:true";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(15);

    /// <summary>Solves a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="work">Deterministic time it may use.</param>
    /// <param name="meter">Wall limit and seed.</param>
    /// <param name="found">Called with each plan; null: no callback.</param>
    /// <param name="parameters">Additional parameters.</param>
    public static CpOutcome Solve(CpModelVariables model, double work, WorkMeter meter, Action<Plan>? found = null, string parameters = "")
    {
        meter.Token.ThrowIfCancellationRequested();
        if (model.IsImpossible)
        {
            return new CpOutcome(CpSolverStatus.Infeasible, null, double.MaxValue, 0, false);
        }

        var left = meter.WallLeft;
        if (left <= TimeSpan.Zero)
        {
            return new CpOutcome(CpSolverStatus.Unknown, null, double.MinValue, 0, true);
        }

        using var solver = new CpSolver();
        solver.StringParameters = string.Create(CultureInfo.InvariantCulture,
            $"num_workers:1 random_seed:{meter.Seed & 0x7fffffff} max_deterministic_time:{work:R} max_time_in_seconds:{left.TotalSeconds:R} {parameters}");
        using var listener = found is null ? null : new Listener(model, found);
        // A stop before the search has begun is lost, so it is repeated until the search has ended.
        using var stop = new Timer(_ => StopIf(solver, meter.Token), null, Poll, Poll);
        var watch = Stopwatch.StartNew();
        var status = solver.Solve(model.Model, listener);
        listener?.ThrowIfFailed();
        meter.Token.ThrowIfCancellationRequested();
        var response = solver.Response ?? throw new InvalidOperationException("The solver gave no response.");
        var has = status is CpSolverStatus.Optimal or CpSolverStatus.Feasible;
        var done = status is CpSolverStatus.Optimal or CpSolverStatus.Infeasible;
        var plan = has ? model.Read(solver.Value, solver.BooleanValue) : null;
        return new CpOutcome(status, plan, response.BestObjectiveBound, response.DeterministicTime, !done && watch.Elapsed >= left - TimeSpan.FromMilliseconds(5));
    }

    private static void StopIf(CpSolver solver, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            solver.StopSearch();
        }
    }

    // An exception must not pass through the solver's native code, so it is stored here.
    private sealed class Listener(CpModelVariables model, Action<Plan> found) : CpSolverSolutionCallback
    {
        private ExceptionDispatchInfo? _failure;

        public void ThrowIfFailed() => _failure?.Throw();

        public override void OnSolutionCallback()
        {
            try
            {
                found(model.Read(Value, BooleanValue));
            }
            catch (Exception e)
            {
                _failure = ExceptionDispatchInfo.Capture(e);
                StopSearch();
            }
        }
    }
}
