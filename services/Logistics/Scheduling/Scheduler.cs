using Summit.Logistics.Scheduling.Checking;
using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.Scheduling.Search;

namespace Summit.Logistics.Scheduling;

/// <summary>
/// Finds good schedules: a first plan by priority rules, then CP-SAT on the whole problem and on parts of it. It also reports how
/// much better any schedule could be. The same problem and budget give the same answer, unless the wall limit ends the search.
/// </summary>
public static class Scheduler
{
    private const int MostWhole = 4000;

    /// <summary>Solves a problem without faults, as checked by <see cref="ProblemCheck"/>.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="budget">The limits of the search.</param>
    /// <param name="cancellationToken">Ends the search within a tenth of a second.</param>
    /// <param name="found">Called with each better schedule, after it is checked, on the calling thread or on a thread of the solver.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    /// <exception cref="ScheduleRejectedException">A schedule violated a rule of the problem: a fault of the search.</exception>
    public static SchedulingResult Solve(SchedulingProblem problem, SchedulingBudget budget, CancellationToken cancellationToken, Action<Incumbent>? found = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var meter = new WorkMeter(budget, cancellationToken);
        var instance = new Instance(problem);
        var run = new SchedulingRun(instance, meter, found);
        var plain = PlainInfeasibility.Find(instance);
        var result = plain.Count > 0 ? run.Impossible(plain) : run.Search(MostWhole);
        ScheduleChecker.ThrowIfBroken(problem, result);
        return result;
    }
}
