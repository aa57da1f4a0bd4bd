using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>
/// Finds the best match for the objectives in their order. A quick match comes first. Then CP-SAT optimises each objective in
/// turn and keeps its value fixed for the next ones: in one model, or in neighbourhoods of a large problem. It uses one worker, a
/// fixed seed and a limit counted in work, so that the same problem gives the same match everywhere. An objective that is not proven
/// optimal has a bound.
/// </summary>
internal static class ForceGenerator
{
    // Pairs of units and lines that fit. Up to this number one model proves optimality.
    private const int FewPairs = 600;
    private const double Work = 2.0;

    public static GenerationResult Solve(GenerationProblem problem, CancellationToken cancellationToken)
    {
        var pairs = problem.Lines.Sum(l => problem.Units.Count(u => u.Fits(l)));
        if (pairs > FewPairs)
        {
            return new LargeMatch(problem, cancellationToken).Solve();
        }

        // Units are first matched as if every enabler were there. They stay when the enablers leave no better match.
        return problem.Enablers.Count == 0 ? Small(problem, null, cancellationToken) : Small(problem, Small(problem with { Enablers = [] }, null, cancellationToken), cancellationToken);
    }

    /// <summary>A match from one model.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="free">The match without enablers, to start from; its values are bounds. Null: the quick match.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    private static GenerationResult Small(GenerationProblem problem, GenerationResult? free, CancellationToken cancellationToken)
    {
        var best = free is not null ? EnablerSplit.Of(problem, free.Taken, cancellationToken)
            : problem.Objectives is [GenerationObjective.Fill, ..] ? QuickMatch.Of(problem) : Match.Empty(problem);
        var (model, reached) = (new GenerationModel(problem, Work), new List<ObjectiveReached>());
        var (flow, missing) = (new MatchBounds(problem, _ => true, cancellationToken), new Dictionary<int, long>());
        var asFree = free is not null; // while the values are those without enablers, no match has better ones
        foreach (var (index, objective) in problem.Objectives.Index())
        {
            if (objective != GenerationObjective.Fill)
            {
                var least = objective == GenerationObjective.Earliest && missing.Count > 0 ? flow.Earliest(_ => true, p => missing[p]) : 0;
                (best, var value, var bound) = model.Minimise(
                    model.Of(objective), best, problem.Value(best, objective), asFree ? Math.Max(least, free!.Objectives[index].Bound) : least, cancellationToken);
                reached.Add(new(objective, value, bound));
                asFree = asFree && value == free!.Objectives[index].Value;
                continue;
            }

            reached.Add(Fill());
            asFree = asFree && problem.Priorities.All(p => problem.Untaken(best, p) == problem.Untaken(free!.Match, p));
        }

        // Of the matches that are equal for every objective, choose the one with the fewest units.
        var fewest = asFree && best.Taken.SequenceEqual(free!.Taken) ? best.Taken.Count : 0;
        return new(model.Minimise(model.UnitCount, best, best.Taken.Count, fewest, cancellationToken).Best, reached);

        // Lines with a lower priority number first. The reported value is the sum. Persons that lack an enabler are still taken.
        ObjectiveReached Fill()
        {
            var (all, bounds) = (0L, 0L);
            foreach (var priority in problem.Priorities)
            {
                (best, var value, var bound) = model.Minimise(model.Missing(priority), best, problem.Missing(best, priority), flow.Missing(priority, p => missing[p]), cancellationToken);
                missing[priority] = value;
                (all, bounds) = (all + value, bounds + bound);
            }

            var untaken = new Dictionary<int, long>();
            foreach (var priority in problem.Enablers.Count > 0 ? problem.Priorities : [])
            {
                (best, untaken[priority], _) = model.Minimise(model.Untaken(priority), best, problem.Untaken(best, priority), flow.Missing(priority, p => untaken[p]), cancellationToken);
            }

            return new(GenerationObjective.Fill, all, bounds);
        }
    }
}
