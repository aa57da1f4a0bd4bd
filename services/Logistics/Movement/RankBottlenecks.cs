using Grpc.Core;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>Ranks single changes by their gain, measured on the bound of the closure.</summary>
internal sealed class RankBottlenecks(PlanningWorkers workers, MovementInput input)
{
    private const int DefaultRaisePercent = 10;

    public async Task<RankBottlenecksResponse> HandleAsync(RankBottlenecksRequest request, ServerCallContext context)
    {
        var problem = await input.ReadAsync(request.Problem, request.Stored, context);
        var percent = request.HasRaisePercent ? request.RaisePercent : DefaultRaisePercent;
        return await workers.RunAsync(() => Rank(problem, percent, context.CancellationToken), context.CancellationToken);
    }

    /// <summary>The ranking of a problem without faults.</summary>
    internal static RankBottlenecksResponse Rank(MovementProblem problem, int percent, CancellationToken cancellationToken)
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
