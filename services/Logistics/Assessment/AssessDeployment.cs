using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Hosting.Calls;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>
/// Computes the assessment step by step. Random numbers follow from the seed, and the clock only ends the draws when the deadline of
/// the call is near: the same question on the same revisions gives the same bytes, or says that it does not.
/// </summary>
internal sealed class AssessDeployment(ReadFacts facts, ReadBudgets budgets, ReadSide sides, DrawStep draws)
{
    /// <summary>Version of these rules. It is raised whenever a change affects the answers.</summary>
    public const string EngineVersion = "9";

    // Part of the remaining time in which draws may begin, and then of the rest for the changes.
    private const double PartOfDraws = 0.7;

    private static readonly TimeSpan MostForChanges = TimeSpan.FromHours(1);

    /// <param name="request">The question. It has passed its checks.</param>
    /// <param name="context">The call.</param>
    /// <param name="report">Called with the progress of the assessment.</param>
    /// <param name="sensitivity">Whether to compute what would change the answer.</param>
    public async Task<AssessDeploymentResponse> HandleAsync(AssessDeploymentRequest request, ServerCallContext context, Func<AssessmentProgress, Task> report, bool sensitivity = true)
    {
        ReadPoints.Pin(request, context);
        var steps = new StepReport(report);
        var stop = context.CancellationToken;
        var known = await facts.ReadAsync(Question.From(request), steps, context);
        var computed = await steps.RunAsync("movement", "computing strength, rotation, the quickest flow and supplies, with and without the United States", () =>
            Task.Run(() => Computation.Of(known, stop), stop));
        var costs = await steps.RunAsync("cost", "asking Budgets for the cost and its shares", () => budgets.ReadAsync(computed, context));
        var side = await steps.RunAsync("unity", "asking for unity, room in budgets and the response ladder", () => sides.ReadAsync(computed, context));
        var answer = await steps.RunAsync("verdict", "weighing it all", () => Task.FromResult(AssessmentAnswer.Of(computed, costs, side)));
        await steps.RunAsync("draws", "computing the draws", () => draws.AddAsync(answer, computed, costs, EndOfDraws(context), stop));
        var complete = !sensitivity || await steps.RunAsync("sensitivity", "changing one thing at a time", () => ChangeAsync(answer, computed, costs, context));
        if ((answer.Draws is { Reproducible: false } || !complete) && context.GetHttpContext().Response is { HasStarted: false } response)
        {
            response.Headers[SummitMetadata.NotKept] = "ended-early";
        }

        return AssessmentAnswer.Seal(answer, Revisions(context));
    }

    /// <summary>The rest of the call's time is kept for what follows the draws and for the way back.</summary>
    private static DateTime EndOfDraws(ServerCallContext context)
    {
        var now = DateTime.UtcNow;
        return context.Deadline == DateTime.MaxValue ? context.Deadline : now + ((context.Deadline - now) * PartOfDraws);
    }

    /// <summary>Adds the sensitivity. When the deadline of the call is near, the answer goes without it.</summary>
    /// <returns>Whether the section is there; false when the deadline ended the work.</returns>
    private static async Task<bool> ChangeAsync(AssessDeploymentResponse answer, Computation computed, BudgetAnswers? costs, ServerCallContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var left = context.Deadline == DateTime.MaxValue ? MostForChanges : (context.Deadline - DateTime.UtcNow) * PartOfDraws;
        stop.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left < MostForChanges ? left : MostForChanges);

        try
        {
            answer.Sensitivity = await Task.Run(() => SensitivityStep.Section(answer, computed, costs, stop.Token), stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The revisions read by this call, in order of package.</summary>
    public static IEnumerable<ServiceRevision> Revisions(ServerCallContext context) =>
        context.Scope().Read.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new ServiceRevision { Service = e.Key, Revision = e.Value });
}
