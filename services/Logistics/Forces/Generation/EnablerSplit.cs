using Google.OrTools.Sat;

namespace Summit.Logistics.Forces.Generation;

/// <summary>How many persons of given units can be used: what there is of enablers goes to the lines so that fewest are missing, the highest priority first.</summary>
internal static class EnablerSplit
{
    private const string Parameters = "num_workers:1,random_seed:1,max_deterministic_time:1,cp_model_presolve:false";

    /// <param name="problem">The problem.</param>
    /// <param name="taken">Units taken.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static Match Of(GenerationProblem problem, IReadOnlyList<PersonsTaken> taken, CancellationToken cancellationToken)
    {
        var (best, model) = (Match.Of(problem, taken), new CpModel());
        var used = problem.Lines.Select((_, line) => model.NewIntVar(0, taken.Where(t => t.Line == line).Sum(t => t.Persons), "")).ToList();
        foreach (var limit in problem.Enablers)
        {
            var dependents = LinearExpr.Sum(limit.Dependents.Select(d => used[d])) * limit.Weight;
            model.Add(limit.Line is { } line ? dependents <= (used[line] * limit.Provided) + limit.Capacity : dependents <= limit.Capacity);
        }

        foreach (var priority in problem.Priorities)
        {
            var own = LinearExpr.Sum(problem.Lines.Index().Where(l => l.Item.Priority == priority).Select(l => used[l.Index]));
            model.Maximize(own);
            using var solver = new CpSolver { StringParameters = Parameters };
            using var stop = cancellationToken.Register(solver.StopSearch);
            var status = solver.Solve(model);
            cancellationToken.ThrowIfCancellationRequested();
            if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
            {
                return best;
            }

            best = new(best.Taken, [.. used.Select(solver.Value)]);
            model.Add(own >= (long)Math.Round(solver.ObjectiveValue));
        }

        return best;
    }
}
