using Google.OrTools.Sat;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>
/// The best match for the objectives in their order, by CP-SAT: each objective is brought to its best and then held while the
/// next one is. One worker, a fixed seed and a limit counted in work, so that the same problem gives the same match everywhere.
/// </summary>
internal static class ForceGenerator
{
    // About a second of one core at most for one objective; what is not proven by then says its bound.
    private const string Parameters = "num_workers:1,random_seed:1,max_deterministic_time:2.0";

    public static GenerationResult Solve(GenerationProblem problem, CancellationToken cancellationToken)
    {
        var model = new GenerationModel(problem);
        var reached = new List<ObjectiveReached>();
        var fills = problem.Lines.Select(l => l.Priority).Distinct().Order().ToList();
        foreach (var objective in problem.Objectives)
        {
            if (objective != GenerationObjective.Fill)
            {
                var (value, bound) = Minimise(model, model.Of(objective), cancellationToken);
                reached.Add(new(objective, value, bound));
                continue;
            }

            // Lines of a lower priority number first; what is reported is the sum.
            var all = fills.Select(priority => Minimise(model, model.Missing(priority), cancellationToken)).ToList();
            reached.Add(new(objective, all.Sum(v => v.Value), all.Sum(v => v.Bound)));
        }

        // Of matches that are equal for every objective: the one of fewest units.
        Minimise(model, model.UnitCount, cancellationToken);
        return new(model.Best, reached);
    }

    private static (long Value, long Bound) Minimise(GenerationModel model, LinearExpr objective, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        model.Model.Minimize(objective);
        using var solver = new CpSolver { StringParameters = Parameters };
        using var stop = cancellationToken.Register(solver.StopSearch);
        var status = solver.Solve(model.Model);
        cancellationToken.ThrowIfCancellationRequested();
        if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
        {
            // To take nobody is always a match; only a limit met before the first match leads here.
            throw new InvalidOperationException($"No match was found within the limit of work ({status}).");
        }

        var value = (long)Math.Round(solver.ObjectiveValue);
        model.Keep(solver, objective, value);
        return (value, status == CpSolverStatus.Optimal ? value : (long)Math.Ceiling(solver.BestObjectiveBound - 1e-6));
    }
}
