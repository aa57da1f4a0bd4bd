using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>Ranks single changes by their gain, measured on the bound of the closure.</summary>
internal sealed class RankBottlenecks(PlanningWorkers workers)
{
    private const int DefaultRaisePercent = 10;

    public Task<RankBottlenecksResponse> HandleAsync(RankBottlenecksRequest request, CancellationToken cancellationToken)
    {
        PlanMovement.ThrowIfFaulty(request.Problem);
        return workers.RunAsync(() => Rank(request.Problem, request.HasRaisePercent ? request.RaisePercent : DefaultRaisePercent, cancellationToken), cancellationToken);
    }

    private static RankBottlenecksResponse Rank(MovementProblem problem, int percent, CancellationToken cancellationToken)
    {
        var now = ClosureBound.Of(problem, cancellationToken);
        var answer = new RankBottlenecksResponse();
        if (now is { Hour: { } hour, Stuck: 0 })
        {
            answer.ClosureHour = hour;
        }

        var rows = new List<MovementBottleneck>();
        foreach (var change in SingleChanges.Of(problem, now, percent))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var then = ClosureBound.Of(change.Changed, cancellationToken);
            var row = new MovementBottleneck { Kind = change.Kind, Subject = change.Subject, RequirementsOpened = now.Stuck - then.Stuck };
            if (now.Stuck == 0 && now.Hours is { } before && then.Hours is { } after)
            {
                row.HoursGained = (int)(before - after).Floor();
            }

            if (row.RequirementsOpened > 0 || row.HoursGained > 0)
            {
                rows.Add(row);
            }
        }

        answer.Bottlenecks.Add(rows.OrderByDescending(r => r.RequirementsOpened).ThenByDescending(r => r.HoursGained).ThenBy(r => r.Kind).ThenBy(r => r.Subject, StringComparer.Ordinal));
        return answer;
    }
}
