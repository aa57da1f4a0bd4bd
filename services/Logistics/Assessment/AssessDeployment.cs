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
    public const string EngineVersion = "8";

    // Part of the remaining time in which draws may begin.
    private const double PartOfDraws = 0.7;

    /// <param name="request">The question. It has passed its checks.</param>
    /// <param name="context">The call.</param>
    /// <param name="report">Called with the progress of the assessment.</param>
    public async Task<AssessDeploymentResponse> HandleAsync(AssessDeploymentRequest request, ServerCallContext context, Func<AssessmentProgress, Task> report)
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
        if (answer.Draws is { Reproducible: false } && context.GetHttpContext().Response is { HasStarted: false } response)
        {
            response.Headers[SummitMetadata.NotKept] = "draws-ended-early";
        }

        answer.Sensitivity = await steps.RunAsync("sensitivity", "changing one thing at a time", () => Task.Run(() => SensitivityStep.Section(answer, computed, costs, stop), stop));

        return AssessmentAnswer.Seal(answer, Revisions(context));
    }

    /// <summary>The rest of the call's time is kept for what follows the draws and for the way back.</summary>
    private static DateTime EndOfDraws(ServerCallContext context)
    {
        var now = DateTime.UtcNow;
        return context.Deadline == DateTime.MaxValue ? context.Deadline : now + ((context.Deadline - now) * PartOfDraws);
    }

    /// <summary>The revisions read by this call, in order of package.</summary>
    public static IEnumerable<ServiceRevision> Revisions(ServerCallContext context) =>
        context.Scope().Read.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new ServiceRevision { Service = e.Key, Revision = e.Value });
}
