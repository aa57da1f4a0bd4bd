using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>
/// Finds the best match for the objectives in their order. A quick match comes first. Then CP-SAT optimises each objective in
/// turn and keeps its value fixed for the next ones. It uses one worker, a fixed seed and a limit counted in work, so that the
/// same problem gives the same match everywhere. An objective that is not proven optimal has a bound.
/// </summary>
internal static class ForceGenerator
{
    // Pairs of units and lines that fit. Up to the first number CP-SAT proves optimality. Up to the second it improves the match
    // as far as it can in a short time. Beyond it, the quick match and the bound from sums are used.
    private const int FewPairs = 600;
    private const int MostPairs = 2_500;
    private const double MuchWork = 2.0;
    private const double LittleWork = 0.05;

    public static GenerationResult Solve(GenerationProblem problem, CancellationToken cancellationToken)
    {
        var best = QuickMatch.Of(problem);
        var pairs = problem.Lines.Sum(l => problem.Units.Count(u => u.Fits(l)));
        var model = pairs <= MostPairs ? new GenerationModel(problem, pairs <= FewPairs ? MuchWork : LittleWork) : null;
        var reached = new List<ObjectiveReached>();
        foreach (var objective in problem.Objectives)
        {
            if (objective != GenerationObjective.Fill)
            {
                var (value, bound) = Minimise(objective, 0);
                reached.Add(new(objective, value, bound));
                continue;
            }

            // Lines with a lower priority number first. The reported value is the sum.
            var all = problem.Lines.Select(l => l.Priority).Distinct().Order().Select(priority => Minimise(objective, priority)).ToList();
            reached.Add(new(objective, all.Sum(v => v.Value), all.Sum(v => v.Bound)));
        }

        if (pairs <= FewPairs)
        {
            // Of the matches that are equal for every objective, choose the one with the fewest units.
            best = model?.Minimise(model.UnitCount, best, best.Count, 0, cancellationToken).Best ?? best;
        }

        return new(best, reached);

        (long Value, long Bound) Minimise(GenerationObjective objective, int priority)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (value, bound) = objective == GenerationObjective.Fill
                ? (problem.Missing(best, priority), MatchBounds.Missing(problem, priority))
                : (problem.Value(best, objective), new MatchBounds(problem, problem.Lines.Sum(l => l.Needed) - best.Sum(t => t.Persons)).Of(objective));
            // A bound from sums depends on what was filled. Before the fill objective is optimised, any number may be unfilled.
            bound = objective == GenerationObjective.Fill || reached.Any(r => r.Objective == GenerationObjective.Fill) ? Math.Min(bound, value) : 0;
            if (model is null)
            {
                return (value, bound);
            }

            (best, value, bound) = model.Minimise(objective == GenerationObjective.Fill ? model.Missing(priority) : model.Of(objective), best, value, bound, cancellationToken);
            return (value, bound);
        }
    }
}
