using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Calls;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>
/// Computes the assessment step by step. It reads no clock and uses no random numbers: the same question on the same revisions
/// gives the same bytes.
/// </summary>
internal sealed class AssessDeployment(ReadFacts facts, ReadBudgets budgets, ReadSide sides)
{
    /// <summary>Version of these rules. It is raised whenever a change affects the answers.</summary>
    public const string EngineVersion = "6";

    /// <param name="request">The question. It has passed its checks.</param>
    /// <param name="context">The call.</param>
    /// <param name="report">Called with the progress of the assessment.</param>
    public async Task<AssessDeploymentResponse> HandleAsync(AssessDeploymentRequest request, ServerCallContext context, Func<AssessmentProgress, Task> report)
    {
        var steps = new StepReport(report);
        var stop = context.CancellationToken;
        var known = await facts.ReadAsync(Question.From(request), steps, context);
        var computed = await steps.RunAsync("movement", "computing strength, rotation, the quickest flow and supplies, with and without the United States", () =>
            Task.Run(() => Computation.Of(known, stop), stop));
        var costs = await steps.RunAsync("cost", "asking Budgets for the cost and its shares", () => budgets.ReadAsync(computed, context));
        var side = await steps.RunAsync("unity", "asking for unity, room in budgets and the response ladder", () => sides.ReadAsync(computed, context));
        return await steps.RunAsync("verdict", "weighing it all", () => Task.FromResult(AssessmentAnswer.Of(computed, costs, side, Revisions(context))));
    }

    /// <summary>The revisions read by this call, in order of package.</summary>
    public static IEnumerable<ServiceRevision> Revisions(ServerCallContext context) =>
        context.Scope().Read.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new ServiceRevision { Service = e.Key, Revision = e.Value });
}
